import type { Question } from './question.ts';

export const hardwareQuestions: readonly Question[] = [
  {
    id: 'hardware-no-power',
    text: 'A desktop computer shows no light and makes no sound when switched on. What do you check first?',
    right: 'The socket, the power cable and the switch of the power supply',
    wrong: ['The memory modules', 'The operating system', 'The graphics driver'],
    explanation: 'Without any sign of power the cheapest and most frequent causes lie before the computer.',
  },
  {
    id: 'hardware-beeps',
    text: 'A computer beeps several times at start and shows no picture. How do you find out what it means?',
    right: 'Look up the beep pattern for this maker and firmware',
    wrong: ['Reinstall the operating system', 'Replace the monitor', 'Update the graphics driver'],
    explanation: 'Beep codes come from the firmware’s self-test, and each maker has its own.',
  },
  {
    id: 'hardware-clicking-disk',
    text: 'A hard disk clicks loudly and files open slowly. The data is not backed up. What first?',
    right: 'Stop using it and copy the data off, or hand it to a recovery service',
    wrong: [
      'Defragment it',
      'Run a full repair of the file system on it',
      'Fill it with zeros to refresh the sectors',
    ],
    explanation:
      'A disk that clicks may fail for good at any moment, and every extra write lowers the chances.',
  },
  {
    id: 'hardware-thermal',
    text: 'A laptop is fast for ten minutes, then slow with its fan at full speed. What is the likely cause?',
    right: 'It throttles because it is too hot: dust, a blocked vent or old thermal paste',
    wrong: ['Its disk is full', 'Its Wi-Fi signal is weak', 'Its screen resolution is too high'],
    explanation: 'Processors lower their clock when they reach their temperature limit.',
  },
  {
    id: 'hardware-static',
    text: 'What protects components from static discharge when you open a computer?',
    right: 'Being earthed with a wrist strap, or touching bare metal of the earthed case, with the power off',
    wrong: ['Wearing wool gloves', 'Working on a carpet', 'Leaving the computer running'],
    explanation:
      'Discharge happens between different potentials, so you and the case must have the same one.',
  },
  {
    id: 'hardware-memory-test',
    text: 'A computer crashes at random with different errors, also from a fresh installation. What do you test first?',
    right: 'The memory, with a test that runs outside the operating system',
    wrong: ['The keyboard', 'The browser cache', 'The printer queue'],
    explanation: 'Random, changing errors that survive a reinstallation point to memory, power or heat.',
  },
  {
    id: 'hardware-printer-stripes',
    text: 'A laser printer puts a mark on the page at equal distances. What is the usual cause?',
    right: 'A damaged drum or roller whose circumference is that distance',
    wrong: ['The wrong paper size in the driver', 'A slow network', 'Too little printer memory'],
    explanation:
      'Each turn of a damaged cylinder leaves its mark again, so the distance tells which one it is.',
  },
  {
    id: 'hardware-usb-c-charge',
    text: 'A laptop with USB-C charges from its own charger, but not from a phone’s. What is the likely reason?',
    right: 'The phone’s charger offers too little power or lacks a voltage the laptop needs',
    wrong: ['The plug is upside down', 'The laptop’s battery is full', 'USB-C carries data only'],
    explanation:
      'Over USB Power Delivery both sides agree on voltage and current, and a laptop may refuse too little.',
  },
  {
    id: 'hardware-cmos',
    text: 'A computer forgets date and firmware settings whenever it is unplugged. What do you replace?',
    right: 'The coin cell on the main board',
    wrong: ['The power supply', 'The processor', 'The system disk'],
    explanation:
      'The coin cell feeds the clock, and on many boards the settings, while there is no mains power.',
  },
];
