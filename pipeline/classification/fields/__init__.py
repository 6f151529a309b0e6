"""The other fields of a proposal: document type, subject, dates, signature."""
