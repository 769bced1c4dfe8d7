"""The five services and the gateway; none imports another."""
