// The portal works without this; it only puts the focus right and shows the part of a form that belongs to a choice.
const focusErrors = () => document.querySelector("[data-focus]")?.focus();

const showChosen = () => {
  for (const part of document.querySelectorAll("[data-for]")) {
    const [name, value] = part.dataset.for.split("=");
    part.hidden = document.querySelector(`input[name="${name}"]:checked`)?.value !== value;
  }
};

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
  if (!document.querySelector("[data-for]")) return;
  showChosen();
  document.addEventListener("change", showChosen);
});
