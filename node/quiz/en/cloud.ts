import type { Question } from '../question.ts';

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
      'Public read access, with a long name that is hard to guess',
      'The keys of the main account, sent to the partner by encrypted e-mail',
      'Public write access for one day',
    ],
    explanation:
      'Names of public buckets are found by scanning; identities and expiring links can be taken back.',
  },
  {
    id: 'cloud-leaked-key',
    text: 'An access key was pushed to a public repository and removed a minute later. What now?',
    right: 'Revoke it, make a new one, and check the audit log',
    wrong: [
      'Nothing, since it was there for less than a minute and the commit is gone',
      'Make the repository private and rename it, so that nobody finds it',
      'Watch the bill for a month',
    ],
    explanation: 'Bots read public pushes within seconds, and the history keeps the key.',
  },
  {
    id: 'cloud-availability-zone',
    text: 'Why run two instances in different availability zones?',
    right: 'So that one data centre’s failure does not stop the service',
    wrong: [
      'So that the provider charges each of them at half of the price',
      'So that no backups are needed, since there are two copies of everything',
      'So that users in both zones get their own domain name',
    ],
    explanation:
      'Zones have their own power, cooling and network; backups are still needed against mistakes.',
  },
  {
    id: 'cloud-container-data',
    text: 'After a container was recreated, the data written inside it is gone. Why?',
    right: 'It was in the container’s own layer, not on a volume',
    wrong: [
      'The image was too large to keep the data of its containers',
      'The port of the container was not published to the host, where data is kept',
      'The container was stopped without being paused first',
    ],
    explanation: 'The writable layer lives and dies with its container; volumes outlive it.',
  },
  {
    id: 'cloud-crashloop',
    text: 'A Kubernetes pod is in CrashLoopBackOff. What do you read first?',
    right: 'The logs of its container’s previous run, and its events',
    wrong: [
      'The list of all nodes, to find one with more free memory than this',
      'The image’s build file, to see whether its base image is the latest',
      'The cluster’s network policies',
    ],
    explanation: 'The container starts and exits again and again, so its last words tell why.',
  },
  {
    id: 'cloud-cold-start',
    text: 'With serverless functions the first request after a pause is slow. What is this called?',
    right: 'A cold start',
    wrong: ['A split brain', 'A page fault', 'A race condition'],
    explanation: 'The platform must first start a new instance and load the code.',
  },
  {
    id: 'cloud-security-group',
    text: 'A new virtual machine runs its web server, “curl localhost” works there, but nobody reaches it. What first?',
    right: 'The firewall or security group, and on which address the server listens',
    wrong: [
      'The price class, since the cheaper ones cannot be reached from the Internet at all',
      'The disk, since a full one refuses new connections',
      'The time zone, since certificates depend on it',
    ],
    explanation:
      'What works locally and not from outside is held back by the address it listens on or by a firewall.',
  },
  {
    id: 'cloud-cost-surprise',
    text: 'What best keeps a forgotten experiment from becoming a large bill?',
    right: 'Budgets with alerts, and an owner and end date on each resource',
    wrong: [
      'A faster machine, so that the experiment is over sooner and costs less',
      'A second account, so that its bill is kept apart from the others',
      'Paying by invoice, which can be disputed',
    ],
    explanation: 'An alert tells before the month’s end, and tags tell whom to ask.',
  },
];
