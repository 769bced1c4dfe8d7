"""The billing service: policies, premium, arbo fees, invoices, dunning."""
