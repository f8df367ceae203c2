// The policy of this page demands Trusted Types, so that no text ever becomes markup or a script. The component
// library sets the text of its <style> elements through innerHTML, though. Text without "<" makes no element, so this
// policy lets exactly that pass, and refuses every other text with an exception of the browser.

type PolicyFactory = {
  createPolicy(name: 'default', rules: { createHTML(text: string): string | null }): unknown;
};

const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
factory?.createPolicy('default', { createHTML: (text) => (text.includes('<') ? null : text) });
