import { contentSecurityPolicy } from '../../../../src/main/security/csp';

test('starts from nothing and names the meeting servers of the profile for signalling', () => {
  const policy = contentSecurityPolicy({ meetingOrigins: ['https://meet.quadrat.test:8443'] });
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self' wss://meet.quadrat.test:8443;");
  expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*|http:/);
});
