"""The absence protocol of an employer: its versions, and which one applies."""
