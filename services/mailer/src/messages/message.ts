/**
 * What a mail says, free of any format: plain strings in blocks. The text part and the HTML part are both made
 * from it, so they say the same, and no template ever writes markup.
 */
export type Message = {
  readonly subject: string;
  /** What a mailbox shows beside the subject. */
  readonly preheader: string;
  readonly heading: string;
  readonly blocks: readonly Block[];
};

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  /** The one thing to do. The link is shown in full as well, for those who must carry it to another browser. */
  | {
      readonly kind: 'action';
      readonly label: string;
      readonly url: string;
      readonly hint: string;
      /** What cannot be taken back looks like it. */
      readonly tone?: 'grave';
    }
  /** A paragraph under a heading of its own. */
  | { readonly kind: 'section'; readonly title: string; readonly text: string }
  | { readonly kind: 'warning'; readonly title: string; readonly text: string }
  | { readonly kind: 'facts'; readonly title: string; readonly facts: readonly Fact[] }
  | { readonly kind: 'permissions'; readonly title: string; readonly groups: readonly PermissionLines[] }
  /** Set apart at the end, in smaller type. */
  | { readonly kind: 'note'; readonly text: string };

export type Fact = { readonly name: string; readonly values: readonly string[] };

export type PermissionLines = {
  readonly title: string;
  readonly lines: readonly { readonly access: 'Read' | 'Write'; readonly sentence: string }[];
  /** Moves money out of the account. */
  readonly isGrave: boolean;
};

/** What every template knows besides its payload; the link's origin comes from here and nowhere else. */
export type MessageContext = { readonly consoleOrigin: string; readonly platformName: string };
