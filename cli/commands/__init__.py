"""The commands of `./ontzorg`, one subject per module, loaded only when they are called.

The list needs the standard library alone, so that the help works before anything is installed.
"""
COMMANDS = {
    "up": ("cli.commands.platform:up", "Start the whole platform on this machine and keep it running until Ctrl-C."),
    "down": ("cli.commands.platform:down", "Stop the platform that runs on the data directory."),
    "status": ("cli.commands.status:status", "Show processes, memory and what is still under way."),
    "parked": ("cli.commands.parked:parked", "Show events that could not be handled; release or drop them."),
    "set-aside": ("cli.commands.set_aside:set_aside", "Show items that a job could not handle; retry or close them."),
    "replay": ("cli.commands.replay:replay", "Rebuild what a service keeps of the others, and put right what differs."),
    "logs": ("cli.commands.logs:logs", "Show what the processes wrote."),
    "reset": ("cli.commands.platform:reset", "Throw away all data of a platform that is stopped."),
    "rotate-secrets": ("cli.commands.platform:rotate", "Replace the platform's secrets; what the former ones protect holds."),
    "clock": ("cli.commands.clock:clock", "Show the platform's day, or move it forward."),
    "demo": ("cli.commands.demo:demo", "Play the main job, or any case, through the public HTTP."),
    "calculate": ("cli.commands.calculate:calculate", "Calculate JSON Lines from stdin without a platform."),
    "law": ("cli.commands.law:law", "Show every statutory figure in force on a day."),
    "chaos": ("cli.commands.chaos:chaos", "Break things on purpose, and count what came of it."),
    "coverage": ("cli.commands.coverage:coverage", "Show which of the 202 requirements the tests prove."),
    "test": ("cli.commands.test:test", "Run lint, types, layers and all tests; installs what they need."),
    "lock": ("cli.commands.lock:lock", "Write the lock files from their .in files."),
}
"""Name, where it is defined, and its line in the help."""
