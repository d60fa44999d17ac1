// The few sentences that script says itself, in the language of the page.
const isEnglish = document.documentElement.lang.startsWith("en");

export function say(chinese, english) {
  return isEnglish ? english : chinese;
}
