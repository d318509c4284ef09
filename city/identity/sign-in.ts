import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type Provider } from 'oidc-provider';
import { z } from 'zod';
import type { Handler } from '../https-server';
import { escapeHtml, renderPage, sendPage } from './page';
import { type Language, languageOf, PAGE_WORDS } from './page-words';
import type { PasswordAnswer } from './password-check';

/** Where a person signs in; one address for each attempt of a client. */
export const SIGN_IN_PATH = '/sign-in/';

/** What the client's request says that matters here; the provider has checked it before. */
const parametersSchema = z.object({
  client_id: z.string(),
  scope: z.string().default('openid'),
  ui_locales: z.string().optional(),
  login_hint: z.string().default(''),
});
type Parameters = z.output<typeof parametersSchema>;

const LARGEST_FORM_BYTES = 4_096;

/** The sign-in form. With a problem it comes back with the user name kept and the focus on what to correct. */
export function renderSignIn(form: {
  readonly language: Language;
  readonly login: string;
  readonly problem?: string;
}): string {
  const words = PAGE_WORDS[form.language];
  const invalid = form.problem ? ' aria-invalid="true" aria-describedby="problem"' : '';
  const focus = (wanted: boolean) => (wanted ? ' autofocus' : '');
  const problem = form.problem
    ? `<p class="problem" id="problem" role="alert">${escapeHtml(form.problem)}</p>`
    : '';
  return renderPage({
    language: form.language,
    title: `${form.problem ? words.problemTitle : words.signIn} – Demo-Stadt`,
    body: `<h1>${words.signIn}</h1>
<p class="muted">${words.signInIntro}</p>
${problem}
<form method="post" novalidate>
<label for="login">${words.userName}</label>
<input id="login" name="login" value="${escapeHtml(form.login)}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="100" required${invalid}${focus(form.login === '')}>
<label for="password">${words.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" maxlength="200" required${invalid}${focus(form.login !== '')}>
<button type="submit">${words.signIn}</button>
</form>
<p class="help">${words.help}</p>`,
  });
}

/** @returns undefined when it is larger than a sign-in form can be */
async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_FORM_BYTES) return undefined;
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

/** Serves {@link SIGN_IN_PATH}: asks for name and password, then sends the person back to the provider. */
export function createSignIn(
  provider: Provider,
  checkPassword: (login: string, password: string) => PasswordAnswer,
): Handler {
  type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

  /** The client is the city's own, so there is nothing to ask: what it wants is what the city has agreed to. */
  async function grantAll(
    request: IncomingMessage,
    response: ServerResponse,
    parameters: Parameters,
    accountId: string | undefined,
  ): Promise<void> {
    const grant = new provider.Grant({ accountId, clientId: parameters.client_id });
    grant.addOIDCScope(parameters.scope);
    const grantId = await grant.save();
    await provider.interactionFinished(request, response, { consent: { grantId } });
  }

  async function answerForm(
    request: IncomingMessage,
    response: ServerResponse,
    language: Language,
  ): Promise<void> {
    const words = PAGE_WORDS[language];
    const form = await readForm(request);
    const login = form?.get('login')?.trim() ?? '';
    const password = form?.get('password') ?? '';
    if (login === '' || password === '') {
      return sendPage(response, 400, renderSignIn({ language, login, problem: words.missingFields }));
    }
    const answer = checkPassword(login, password);
    if (answer.right) {
      return provider.interactionFinished(request, response, {
        login: { accountId: answer.account.login, amr: ['pwd'] },
      });
    }
    if (answer.waitSeconds === undefined) {
      return sendPage(response, 403, renderSignIn({ language, login, problem: words.wrongPassword }));
    }
    response.setHeader('retry-after', String(answer.waitSeconds));
    sendPage(response, 429, renderSignIn({ language, login, problem: words.wait(answer.waitSeconds) }));
  }

  return async (request, response) => {
    const accepted = request.headers['accept-language'];
    let interaction: Interaction;
    try {
      interaction = await provider.interactionDetails(request, response);
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) throw error;
      const language = languageOf(accepted);
      const words = PAGE_WORDS[language];
      const body = `<h1>${words.expiredTitle}</h1>\n<p>${words.expired}</p>`;
      return sendPage(response, 400, renderPage({ language, title: words.expiredTitle, body }));
    }
    const parameters = parametersSchema.parse(interaction.params);
    if (interaction.prompt.name === 'consent') {
      return grantAll(request, response, parameters, interaction.session?.accountId);
    }
    const language = languageOf(parameters.ui_locales, accepted);
    if (request.method === 'POST') return answerForm(request, response, language);
    sendPage(response, 200, renderSignIn({ language, login: parameters.login_hint }));
  };
}
