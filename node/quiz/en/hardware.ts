import type { Question } from '../question.ts';

export const hardwareQuestions: readonly Question[] = [
  {
    id: 'hardware-no-power',
    text: 'A desktop computer shows no light and makes no sound when switched on. What do you check first?',
    right: 'The socket, the power cable and the switch at the back',
    wrong: [
      'The memory modules, one slot after the other',
      'The start order in the firmware settings',
      'The graphics card, by trying it in another computer',
    ],
    explanation: 'Without any sign of power the cheapest and most frequent causes lie before the computer.',
  },
  {
    id: 'hardware-beeps',
    text: 'A computer beeps several times at start and shows no picture. How do you find out what it means?',
    right: 'Look the beep pattern up for this maker and firmware',
    wrong: [
      'Reinstall the operating system and count the beeps again',
      'Replace the monitor and its cable, since there is no picture',
      'Update the sound driver',
    ],
    explanation: 'Beep codes come from the firmware’s self-test, and each maker has its own.',
  },
  {
    id: 'hardware-clicking-disk',
    text: 'A hard disk clicks loudly and files open slowly. The data is not backed up. What first?',
    right: 'Stop using it and copy the data off, or hand it to a recovery service',
    wrong: [
      'Defragment it, so that the heads need to move less from now on',
      'Run a full repair of its file system, and make a backup once it is healthy again',
      'Fill it with zeros to refresh the sectors',
    ],
    explanation:
      'A disk that clicks may fail for good at any moment, and every extra write lowers the chances.',
  },
  {
    id: 'hardware-thermal',
    text: 'A laptop is fast for ten minutes, then slow with its fan at full speed. What is the likely cause?',
    right: 'It gets too hot and throttles: dust, a blocked vent, old thermal paste',
    wrong: [
      'Its disk is nearly full, so the system moves files around after a while',
      'Its Wi-Fi signal is weak, which keeps the processor busy with repeated packets',
      'Its battery is old and supplies too low a voltage',
    ],
    explanation: 'Processors lower their clock when they reach their temperature limit.',
  },
  {
    id: 'hardware-static',
    text: 'What protects components from static discharge when you open a computer?',
    right: 'A wrist strap, or touching the bare metal of the earthed case, power off',
    wrong: [
      'Thick wool gloves, so that the fingers never touch the contacts of a component',
      'Standing on a carpet, which insulates you from the floor',
      'Leaving the computer running, so that the current flows off',
    ],
    explanation:
      'Discharge happens between different potentials, so you and the case must have the same one.',
  },
  {
    id: 'hardware-memory-test',
    text: 'A computer crashes at random with different errors, also from a fresh installation. What do you test first?',
    right: 'The memory, with a test that runs outside the operating system',
    wrong: [
      'The keyboard, by watching whether a key repeats by itself',
      'The page file, by moving it to another partition of the same disk',
      'The browser, by clearing its cache and its extensions',
    ],
    explanation: 'Random, changing errors that survive a reinstallation point to memory, power or heat.',
  },
  {
    id: 'hardware-printer-stripes',
    text: 'A laser printer puts a mark on the page at equal distances. What is the usual cause?',
    right: 'A damaged drum or roller of that circumference',
    wrong: [
      'A paper size in the driver that does not match the tray',
      'A slow network connection that interrupts the job',
      'Too little printer memory for the whole page',
    ],
    explanation:
      'Each turn of a damaged cylinder leaves its mark again, so the distance tells which one it is.',
  },
  {
    id: 'hardware-usb-c-charge',
    text: 'A laptop with USB-C charges from its own charger, but not from a phone’s. What is the likely reason?',
    right: 'It offers too little power or lacks a voltage the laptop needs',
    wrong: [
      'The plug is the wrong way round, which only phones can correct',
      'The laptop takes power from chargers of its own maker only, as USB-C prescribes',
      'A USB-C cable carries either data or power, never both',
    ],
    explanation:
      'Over USB Power Delivery both sides agree on voltage and current, and a laptop may refuse too little.',
  },
  {
    id: 'hardware-cmos',
    text: 'A computer forgets date and firmware settings whenever it is unplugged. What do you replace?',
    right: 'The coin cell on the main board',
    wrong: [
      'The capacitors of the power supply',
      'The chip that holds the firmware',
      'The disk with the system partition',
    ],
    explanation:
      'The coin cell feeds the clock, and on many boards the settings, while there is no mains power.',
  },
];
