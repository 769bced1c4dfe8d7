// Shows the OpenAPI document with Scalar: nothing is loaded from, sent to or offered by another site.
const place = document.getElementById('api')

Scalar.createApiReference('#api', {
  url: place.dataset.document,
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  hideClientButton: true,
  hideTestRequestButton: true,
  showDeveloperTools: 'never',
  hiddenClients: true,
})
