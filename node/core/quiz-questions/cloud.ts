import type { Question } from './question.ts';

export const cloudQuestions: readonly Question[] = [
  {
    id: 'cloud-shared-responsibility',
    text: 'You rent a virtual machine from a cloud provider. Who installs security updates of its operating system?',
    right: 'You do',
    wrong: ['The provider, always', 'Nobody, since the image is up to date', 'The maker of the processor'],
    explanation: 'With infrastructure as a service the provider’s share ends below the guest system.',
  },
  {
    id: 'cloud-public-bucket',
    text: 'A storage bucket must be shared with one partner. What is the sound way?',
    right: 'A policy for the partner’s identity, or links that expire',
    wrong: [
      'Public read, with a name that is hard to guess',
      'The root account’s keys by e-mail',
      'Public write for one day',
    ],
    explanation:
      'Names of public buckets are found by scanning; identities and expiring links can be taken back.',
  },
  {
    id: 'cloud-leaked-key',
    text: 'An access key was pushed to a public repository and removed a minute later. What now?',
    right: 'Revoke it, make a new one, and look in the audit log for what was done with it',
    wrong: ['Nothing, it is gone', 'Rename the repository', 'Make the repository private'],
    explanation: 'Bots read public pushes within seconds, and the history keeps the key.',
  },
  {
    id: 'cloud-availability-zone',
    text: 'Why run two instances in different availability zones?',
    right: 'So that the failure of one data centre does not stop the service',
    wrong: ['To halve the price', 'To need no backups', 'To have two domain names'],
    explanation:
      'Zones have their own power, cooling and network; backups are still needed against mistakes.',
  },
  {
    id: 'cloud-container-data',
    text: 'After a container was recreated, the data written inside it is gone. Why?',
    right: 'It was in the container’s own layer and not on a volume',
    wrong: ['The image was too large', 'The port was not published', 'The container had no name'],
    explanation: 'The writable layer lives and dies with its container; volumes outlive it.',
  },
  {
    id: 'cloud-crashloop',
    text: 'A Kubernetes pod is in CrashLoopBackOff. What do you read first?',
    right: 'The logs of the container’s previous run, and the events of the pod',
    wrong: ['The invoice', 'The DNS zone file', 'The list of nodes'],
    explanation: 'The container starts and exits again and again, so its last words tell why.',
  },
  {
    id: 'cloud-autoscale-latency',
    text: 'With serverless functions the first request after a pause is slow. What is this called?',
    right: 'A cold start',
    wrong: ['A split brain', 'A page fault', 'A race condition'],
    explanation: 'The platform must first start a new instance and load the code.',
  },
  {
    id: 'cloud-security-group',
    text: 'A new virtual machine runs its web server, “curl localhost” works there, but nobody reaches it. What first?',
    right: 'The firewall rules or security group, and whether the server listens on all addresses',
    wrong: ['The price class', 'The size of the disk', 'The time zone'],
    explanation:
      'What works locally and not from outside is held back by the address it listens on or by a firewall.',
  },
  {
    id: 'cloud-cost-surprise',
    text: 'What best keeps a forgotten experiment from becoming a large bill?',
    right: 'Budgets with alerts, and resources that carry an owner and an end date',
    wrong: ['A faster processor', 'A second account for backups', 'Paying by invoice'],
    explanation: 'An alert tells before the month’s end, and tags tell whom to ask.',
  },
];
