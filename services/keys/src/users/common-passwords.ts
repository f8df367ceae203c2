/** Passwords of eight characters and more at the top of every leaked list, and the ones this product invites. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
  123456789 1234567890 12345678910 12341234 12344321 123123123 1234554321 123321123 87654321 987654321 0987654321
  11223344 112233445566 123456789a a123456789 a1234567 a12345678 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx
  1qaz2wsx3edc q1w2e3r4 q1w2e3r4t5 zaq12wsx qazwsxedc qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 qwer1234
  asdfghjk asdfghjkl asdf1234 zxcvbnm1 zxcvbnm123 abcd1234 abcdefgh abcdefg1 abc12345 abc123456 aa123456 aa12345678
  password passw0rd p@ssw0rd p@ssword password1 password12 password123 password1234 password! password1!
  passwort passwort1 motdepasse contraseña senha123 iloveyou iloveyou1 iloveyou2 princess princess1 sunshine
  sunshine1 football football1 baseball baseball1 basketball superman superman1 spiderman batman123 pokemon1
  dragon123 monkey123 shadow123 master123 michael1 jennifer jordan23 charlie1 whatever trustno1 starwars letmein1
  letmein123 welcome1 welcome123 changeme changeme1 changeme123 admin123 admin1234 administrator root1234 test1234
  testtest testing1 computer internet samsung1 corvette mercedes liverpool liverpool1 chelsea1 arsenal1 barcelona
  bitcoin1 bitcoin123 satoshi1 ethereum hodlhodl tothemoon countersign countersign1 countersign123
  `
    .trim()
    .split(/\s+/),
);
