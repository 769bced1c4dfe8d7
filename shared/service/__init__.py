"""Running a service: settings, logging, jobs and the worker process."""
