"""Who guides an employer, under which doctor, and which employers wait for somebody."""
