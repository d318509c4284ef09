/** Languages of the identity server's pages. */
export type Language = 'de' | 'en';

const de = {
  signIn: 'Anmelden',
  signInIntro: 'mit Ihrem Konto der Stadtverwaltung',
  userName: 'Anmeldename',
  password: 'Passwort',
  problemTitle: 'Fehler: Anmelden',
  wrongPassword:
    'Anmeldename und Passwort passen nicht zusammen. Bitte geben Sie Ihr Passwort noch einmal ein und achten Sie auf Groß- und Kleinschreibung.',
  missingFields: 'Bitte geben Sie Ihren Anmeldenamen und Ihr Passwort ein.',
  wait: (seconds: number) =>
    `Das Passwort war mehrmals falsch. Bitte warten Sie ${seconds} Sekunden und versuchen Sie es dann noch einmal.`,
  help: 'Passwort vergessen? Rufen Sie den Helpdesk an: Durchwahl 4711.',
  expiredTitle: 'Diese Anmeldung ist abgelaufen',
  expired: 'Bitte schließen Sie dieses Fenster und beginnen Sie die Anmeldung in Quadrat von vorn.',
  failedTitle: 'Die Anmeldung hat nicht geklappt',
  failed:
    'Bitte schließen Sie dieses Fenster und beginnen Sie die Anmeldung in Quadrat von vorn. Wenn das nicht hilft, rufen Sie den Helpdesk an: Durchwahl 4711.',
  code: 'Für den Helpdesk',
  signOut: 'Möchten Sie sich abmelden?',
  signOutYes: 'Abmelden',
  signOutNo: 'Angemeldet bleiben',
  signedOutTitle: 'Sie sind abgemeldet',
  signedOut: 'Sie können dieses Fenster schließen.',
};

const en: typeof de = {
  signIn: 'Sign in',
  signInIntro: 'with your city administration account',
  userName: 'User name',
  password: 'Password',
  problemTitle: 'Error: Sign in',
  wrongPassword:
    'User name and password do not match. Please type your password again and mind capital letters.',
  missingFields: 'Please enter your user name and your password.',
  wait: (seconds) => `The password was wrong several times. Please wait ${seconds} seconds, then try again.`,
  help: 'Forgotten your password? Call the help desk: extension 4711.',
  expiredTitle: 'This sign-in has expired',
  expired: 'Please close this window and start signing in from Quadrat again.',
  failedTitle: 'Signing in did not work',
  failed:
    'Please close this window and start signing in from Quadrat again. If that does not help, call the help desk: extension 4711.',
  code: 'For the help desk',
  signOut: 'Do you want to sign out?',
  signOutYes: 'Sign out',
  signOutNo: 'Stay signed in',
  signedOutTitle: 'You are signed out',
  signedOut: 'You can close this window.',
};

export const PAGE_WORDS: Readonly<Record<Language, typeof de>> = { de, en };

/**
 * The first language of the wish list that the pages have; German where there is none.
 * @param wishes `ui_locales` (OpenID Connect Core, 3.1.2.1) or `Accept-Language`; weights are not looked at, since
 *   browsers send the list in order
 */
export function languageOf(...wishes: readonly (string | undefined)[]): Language {
  for (const tag of wishes.flatMap((wish) => wish?.split(/[\s,]+/) ?? [])) {
    const language = tag.slice(0, 2).toLowerCase();
    if (language === 'de' || language === 'en') return language;
  }
  return 'de';
}
