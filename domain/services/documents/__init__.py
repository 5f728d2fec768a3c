"""What is posted on the wall? The result sheet and the notice as PDF: the same data give the same bytes."""
