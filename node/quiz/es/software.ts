import type { QuizWords } from '../question.ts';

export const softwareWords: QuizWords = {
  'software-first-question': {
    text: 'Un programa falla «de repente» a una persona. ¿Qué pregunta ayuda más al principio?',
    right: '¿Qué dice exactamente el mensaje y qué cambió desde la última vez que funcionó?',
    wrong: [
      '¿Qué edad tiene el ordenador y cuándo acaba su garantía?',
      '¿Has reinstalado ya el programa y, si eso no ha servido de nada, también el sistema?',
      '¿A otras personas este programa también les parece poco fiable?',
    ],
    explanation: 'El error exacto y el último cambio acotan la causa antes de tocar nada.',
  },
  'software-clean-profile': {
    text: 'Una aplicación se cierra con una cuenta y funciona con otra en el mismo ordenador. ¿Qué sugiere eso?',
    right: 'Está en el perfil, los ajustes o los permisos de la primera cuenta',
    wrong: [
      'La aplicación no se instaló del todo para todas las cuentas del ordenador',
      'El ordenador tiene muy poca memoria para dos cuentas a la vez',
      'El servidor de licencias está caído o aún no conoce este ordenador',
    ],
    explanation:
      'Todo lo que comparten las dos cuentas funciona, así que la diferencia está en lo que no comparten.',
  },
  'software-semver': {
    text: 'En el versionado semántico, ¿qué anuncia el paso de 2.4.1 a 3.0.0?',
    right: 'Cambios que no son compatibles con lo que usaba 2.x',
    wrong: [
      'Solo correcciones, tras más de noventa y nueve versiones menores',
      'Funciones nuevas que no rompen nada escrito para 2.x',
      'Una reescritura en otro lenguaje de programación',
    ],
    explanation: 'El primer número crece cuando la interfaz pública cambia de forma incompatible.',
  },
  'software-port-in-use': {
    text: 'Un programa servidor se detiene al arrancar con «EADDRINUSE». ¿Qué significa?',
    right: 'Otro proceso ya escucha en esa dirección y ese puerto',
    wrong: [
      'La dirección no es de ninguna tarjeta de red de este ordenador',
      'Quien lo inicia no puede abrir conexiones de red',
      'La red está sobrecargada, así que el sistema rechaza servidores nuevos',
    ],
    explanation:
      'Dos procesos no pueden normalmente escuchar en el mismo puerto: busca el otro o elige otro puerto.',
  },
  'software-safe-mode': {
    text: '¿Para qué sirve arrancar un sistema o un programa en modo seguro?',
    right: 'Para ver si el fallo desaparece sin controladores o extensiones prescindibles',
    wrong: [
      'Para proteger los datos cifrándolos mientras se busca en el disco dónde está el fallo',
      'Para acelerar el sistema dejando fuera para siempre lo que no hace falta',
      'Para devolver todos los ajustes a los del día de la instalación',
    ],
    explanation: 'Si el fallo desaparece, lo causa una de las partes que se dejaron fuera.',
  },
  'software-mojibake': {
    text: 'Un archivo CSV muestra «MÃ¼ller» en lugar de «Müller». ¿Qué pasó?',
    right: 'Un texto UTF-8 se leyó como Latin-1 o Windows-1252',
    wrong: [
      'A la fuente le falta la letra ü y muestra otras dos',
      'El archivo se dañó al viajar por correo electrónico',
      'Un texto Latin-1 se leyó como UTF-8, que tiene dos bytes para la ü',
    ],
    explanation: 'Los dos bytes de la ü en UTF-8 son Ã y ¼ cuando cada uno se toma por una letra.',
  },
  'software-memory-leak': {
    text: 'Un servicio usa cada día más memoria hasta que se reinicia. ¿Cuál es el mejor paso siguiente?',
    right: 'Comparar volcados del heap en el tiempo para ver qué crece',
    wrong: [
      'Darle más memoria y observar si también la necesita',
      'Reiniciarlo cada noche con un temporizador, pues se sabe que eso ayuda',
      'Bajar el nivel de registro para que escriba menos',
    ],
    explanation:
      'Un crecimiento constante es una fuga o una caché sin límite, y los volcados muestran qué objetos se quedan.',
  },
  'software-permission-denied': {
    text: 'Tras una actualización, un servicio no puede escribir su registro: «permission denied». ¿Qué haces?',
    right: 'Averiguar con qué cuenta se ejecuta y darle a esa cuenta escritura en la carpeta',
    wrong: [
      'Ejecutarlo como administrador, porque los servicios escriben en muchos sitios',
      'Permitir que todo el mundo escriba en esta carpeta y en las superiores, y ver si basta',
      'Desactivar el registro, ya que antes funcionaba sin ese mensaje',
    ],
    explanation: 'El menor permiso con el que funciona corrige el fallo sin abrir el sistema.',
  },
  'software-reproduce': {
    text: '¿Por qué reproducir un fallo antes de corregirlo?',
    right: 'Para poder saber si tu cambio lo eliminó',
    wrong: [
      'Para saber quién lo causó y poder informarle',
      'Para que el registro tenga suficientes líneas que analizar',
      'Para que se vea que el aviso se toma en serio',
    ],
    explanation: 'Sin una forma de provocarlo, que falte tras un cambio no demuestra nada.',
  },
};
