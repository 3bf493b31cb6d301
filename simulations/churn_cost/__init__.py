"""What churn costs: who leaves has to be won again, at some multiple of what it costs to keep a customer."""
