"""Word files (ECMA-376): the package, its text, its pictures, and the pages made of them."""
