// Prints what the official parser says of an AsyncAPI document: {"channels", "messages", "diagnostics": [{"severity", ...}]}.
const { Parser, fromFile } = require("@asyncapi/parser");

const SEVERITIES = ["error", "warning", "information", "hint"];

fromFile(new Parser(), process.argv[2]).parse().then(({ document, diagnostics }) => {
  console.log(JSON.stringify({
    channels: document ? document.channels().all().map((channel) => channel.address()) : [],
    messages: document ? document.allMessages().all().map((message) => message.name()) : [],
    diagnostics: diagnostics.map(({ severity, code, path, message }) => (
      { severity: SEVERITIES[severity], code: String(code), path: path.join("."), message })),
  }));
});
