"""Layout: words in their places as lines, paragraphs, tables, headings and margins."""
