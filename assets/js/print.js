// A button that prints the page, in place of the line that says how.
const button = document.getElementById('print')
if (button && window.print) {
  button.hidden = false
  document.getElementById('print-hint').hidden = true
  button.addEventListener('click', () => window.print())
}
