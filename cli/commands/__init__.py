"""The commands of `./ontzorg`, one subject per module, loaded only when they are called.

The list uses only the standard library, so that the help works before anything is installed.
"""
COMMANDS = {
    "up": ("cli.commands.platform:up", "Start the whole platform on this machine and keep it running until Ctrl-C."),
    "down": ("cli.commands.platform:down", "Stop the platform that runs on the data directory."),
    "status": ("cli.commands.status:status", "Show processes, memory and pending work."),
    "parked": ("cli.commands.parked:parked", "Show events that could not be handled; release or drop them."),
    "set-aside": ("cli.commands.set_aside:set_aside", "Show items that a job could not handle; retry or close them."),
    "replay": ("cli.commands.replay:replay", "Rebuild a service's copies of other services' data, and correct differences."),
    "logs": ("cli.commands.logs:logs", "Show the logs of the processes."),
    "reset": ("cli.commands.platform:reset", "Delete all data of a stopped platform."),
    "rotate-secrets": ("cli.commands.platform:rotate", "Replace the platform's secrets; existing data stays readable."),
    "clock": ("cli.commands.clock:clock", "Show the platform's day, or move it forward."),
    "demo": ("cli.commands.demo:demo", "Play the main job, or any case, through the public HTTP."),
    "calculate": ("cli.commands.calculate:calculate", "Calculate JSON Lines from stdin without a platform."),
    "law": ("cli.commands.law:law", "Show every statutory figure in force on a day."),
    "verify-report": ("cli.commands.reports.verify_report:verify_report",
                      "Tell what was changed in a sealed re-integration report."),
    "chaos": ("cli.commands.chaos:chaos", "Inject faults, and count lost, duplicated and reordered events."),
    "coverage": ("cli.commands.coverage:coverage", "Show which of the 202 requirements the tests prove."),
    "test": ("cli.commands.test:test", "Run lint, types, layers and all tests; installs missing programs."),
    "lock": ("cli.commands.lock:lock", "Write the lock files from their .in files."),
}
"""Name, where it is defined, and its line in the help."""
