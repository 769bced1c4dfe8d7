// The portal works without this; it only puts the focus right.
const focusErrors = () => document.querySelector("[data-focus]")?.focus();

const linkErrors = () => {
  for (const link of document.querySelectorAll(".error-summary a")) {
    link.addEventListener("click", (event) => {
      const target = document.getElementById(link.hash.slice(1));
      const field = target?.matches("fieldset") ? target.querySelector("input") : target;
      if (!field) return;
      event.preventDefault();
      field.focus();
    });
  }
};

document.addEventListener("DOMContentLoaded", () => {
  focusErrors();
  linkErrors();
});
