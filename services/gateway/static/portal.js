// The portal works without this; it only puts the focus right and shows the part of a form that belongs to a choice.
const focusErrors = () => document.querySelector("[data-focus]")?.focus();

const showChosen = () => {
  for (const part of document.querySelectorAll("[data-for]")) {
    const chosen = document.querySelector('input[name="soort"]:checked');
    part.hidden = chosen?.value !== part.dataset.for;
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
