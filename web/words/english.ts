/**
 * The English catalogue: the keys that every language has. Pages take only its type and fetch the one language
 * they show; tests take the words.
 */
import account from './en/account.json' with { type: 'json' };
import admin from './en/admin.json' with { type: 'json' };
import assistant from './en/assistant.json' with { type: 'json' };
import board from './en/board.json' with { type: 'json' };
import chat from './en/chat.json' with { type: 'json' };
import common from './en/common.json' with { type: 'json' };
import connection from './en/connection.json' with { type: 'json' };
import desk from './en/desk.json' with { type: 'json' };
import expert from './en/expert.json' with { type: 'json' };
import files from './en/files.json' with { type: 'json' };
import home from './en/home.json' with { type: 'json' };
import issue from './en/issue.json' with { type: 'json' };
import mesh from './en/mesh.json' with { type: 'json' };
import password from './en/password.json' with { type: 'json' };
import problem from './en/problem.json' with { type: 'json' };
import reading from './en/reading.json' with { type: 'json' };
import sessions from './en/sessions.json' with { type: 'json' };
import weights from './en/weights.json' with { type: 'json' };
import why from './en/why.json' with { type: 'json' };

export const english = {
  account,
  admin,
  assistant,
  board,
  chat,
  common,
  connection,
  desk,
  expert,
  files,
  home,
  issue,
  mesh,
  password,
  problem,
  reading,
  sessions,
  weights,
  why,
};
