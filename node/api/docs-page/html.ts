import { type ProblemCode, problems } from '../../problem.ts';

/** The page that lists the operations: a frame, filled by its script from the OpenAPI document. */
export function docsHtml(regionName: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API · Grapevine ${escapeHtml(regionName)}</title>
<link rel="stylesheet" href="/api/v1/docs/page.css">
<script src="/api/v1/docs/page.js" type="module"></script>
</head>
<body>
<header>
<h1>The API of ${escapeHtml(regionName)}</h1>
<p id="about">Every region has the same API.</p>
<p>For programs: <a href="/api/v1/openapi.json">the OpenAPI 3.1 document</a>.
To try things out, sign in on <a href="/">the pages of this node</a>, or give a token of <code>POST /sessions</code>:</p>
<label>Bearer token (optional) <input id="token" autocomplete="off" spellcheck="false"></label>
</header>
<main id="operations"><noscript>This list needs its script.</noscript></main>
<section>
<h2>Problems</h2>
<p>Every failure is a problem document (RFC 9457); programs go by its <code>code</code>.</p>
<table>
<thead><tr><th scope="col">code</th><th scope="col">status</th><th scope="col">meaning</th></tr></thead>
<tbody>
${Object.entries(problems).map(problemRow).join('\n')}
</tbody>
</table>
</section>
</body>
</html>
`;
}

function problemRow([code, [status, title]]: [string, (typeof problems)[ProblemCode]]): string {
  return `<tr id="problem-${code}"><td><code>${code}</code></td><td>${status}</td><td>${escapeHtml(title)}</td></tr>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
