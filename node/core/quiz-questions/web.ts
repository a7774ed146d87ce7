import type { Question } from './question.ts';

export const webQuestions: readonly Question[] = [
  {
    id: 'web-status-502',
    text: 'A site answers “502 Bad Gateway”. Where do you look?',
    right: 'At the server behind the proxy: it is down or answers nonsense',
    wrong: ['At the user’s password', 'At the user’s browser version', 'At the page’s style sheet'],
    explanation: 'The proxy was reached and got no valid answer from the server behind it.',
  },
  {
    id: 'web-cors',
    text: 'The browser blocks a request with a CORS error, yet the same request works with curl. Why?',
    right: 'The server does not allow this origin, and only browsers enforce that',
    wrong: ['The server is down', 'The request has no body', 'curl uses a faster protocol'],
    explanation: 'CORS is a rule that browsers apply to scripts from another origin.',
  },
  {
    id: 'web-cache',
    text: 'After a deployment some users still see the old script. What solves it for good?',
    right: 'File names with a content hash, and a page that is revalidated each time',
    wrong: ['Asking everyone to clear the cache', 'A longer cache time', 'A larger server'],
    explanation: 'A changed file then has a new address, so no cache can answer with the old one.',
  },
  {
    id: 'web-xss',
    text: 'A comment shows text that users entered. How do you keep scripts in it from running?',
    right: 'Insert it as text, not as HTML, and back that with a content security policy',
    wrong: ['Use POST instead of GET', 'Limit it to 500 characters', 'Hide it from search engines'],
    explanation: 'What is inserted as text is never parsed, and the policy stops what slips through.',
  },
  {
    id: 'web-mixed-content',
    text: 'After a move to HTTPS some scripts no longer load. What does the console most likely say?',
    right: 'Mixed content: they are still requested over http://',
    wrong: ['Out of memory', 'Unknown font', 'Too many cookies'],
    explanation: 'Browsers block scripts over plain HTTP on a secure page.',
  },
  {
    id: 'web-certificate-chain',
    text: 'A certificate is accepted by desktop browsers but not by some apps and curl. What is the classic cause?',
    right: 'The server does not send the intermediate certificate',
    wrong: ['The page is too large', 'The server uses HTTP/2', 'The domain name is too short'],
    explanation: 'Desktop browsers often find a missing intermediate by themselves; other programs do not.',
  },
  {
    id: 'web-cookie-httponly',
    text: 'What does the HttpOnly attribute of a cookie do?',
    right: 'It keeps scripts in the page from reading the cookie',
    wrong: [
      'It sends the cookie over plain HTTP only',
      'It encrypts the cookie',
      'It makes the cookie last for ever',
    ],
    explanation: 'A stolen script then cannot carry the session away, though it can still act in the page.',
  },
  {
    id: 'web-layout-shift',
    text: 'Text jumps while a page loads its pictures. What is the simple remedy?',
    right: 'Give the pictures their width and height, so that the room is reserved',
    wrong: ['Load the pictures twice', 'Use a larger font', 'Put the pictures into a table'],
    explanation: 'With known proportions the browser keeps the room free before the file arrives.',
  },
  {
    id: 'web-label',
    text: 'Why does every form field need a label that belongs to it?',
    right: 'Screen readers announce it, and clicking it reaches the field',
    wrong: [
      'The form cannot be sent without one',
      'It makes the page load faster',
      'Search engines demand it',
    ],
    explanation: 'A placeholder disappears while typing and is not a reliable name for assistive technology.',
  },
];
