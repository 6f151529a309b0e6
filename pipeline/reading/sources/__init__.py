"""Sources: identifies files and opens their pages. The content is untrusted."""
