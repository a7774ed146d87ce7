import type { QuizWords } from '../question.ts';

export const securityWords: QuizWords = {
  'security-phishing-clicked': {
    text: 'Una persona escribió su contraseña en una página de phishing hace diez minutos. ¿Qué se hace primero?',
    right: 'Cambiarla desde un dispositivo limpio, cerrar todas las sesiones y avisar',
    wrong: [
      'Borrar el correo y vaciar la papelera, para que nadie vuelva a pulsar en él',
      'Esperar a ver si pasa algo raro, y cambiarla en ese caso',
      'Hacer un análisis completo de virus y seguir trabajando si no encuentra nada',
    ],
    explanation:
      'El atacante usa enseguida lo que se escribió, y las sesiones abiertas sobreviven al cambio de contraseña.',
  },
  'security-ransomware': {
    text: 'Los archivos de un ordenador se están cifrando ante tus ojos. ¿Qué haces primero?',
    right: 'Sacarlo de la red y llamar a quienes se ocupan de los incidentes',
    wrong: [
      'Conectar el disco de copias y salvar lo que aún no esté cifrado',
      'Iniciar un análisis completo de virus y esperar a que elimine el programa',
      'Escribir a la dirección de la nota y preguntar el precio',
    ],
    explanation:
      'Fuera de la red no llega a carpetas compartidas ni a copias; una copia conectada también se cifraría.',
  },
  'security-password-storage': {
    text: '¿Cómo guarda un servidor las contraseñas?',
    right: 'Como hashes con sal de una función lenta como Argon2id',
    wrong: [
      'Cifradas con AES-256, con una clave que está en el código',
      'Como SHA-256, que hasta ahora nadie ha roto',
      'En texto claro, en una tabla que solo puede leer el servidor',
    ],
    explanation: 'Un hash lento y con sal hace caro adivinar, incluso para quien tiene la tabla entera.',
  },
  'security-url': {
    text: '¿Cuál de estas direcciones pertenece a example.com?',
    right: 'https://login.example.com/reset',
    wrong: [
      'https://example.com.login-service.net/',
      'https://example-com.net/login',
      'https://login.net/example.com/reset',
    ],
    explanation: 'Lo que cuenta es el final del nombre de host, antes de la primera barra simple.',
  },
  'security-patch-priority': {
    text: '¿Cuál de estos agujeros se cierra primero?',
    right: 'Uno que ya se está explotando, en un servidor en Internet',
    wrong: [
      'Uno con la puntuación más alta, en un programa que nadie ha instalado',
      'Uno en una máquina de pruebas que no está conectada a ninguna red',
      'El que se notificó primero, sea cual sea',
    ],
    explanation: 'La urgencia viene de la exposición y de que se explote, no solo de la puntuación.',
  },
  'security-mfa-fatigue': {
    text: 'A una persona le llegan al teléfono peticiones de inicio de sesión una y otra vez sin haber iniciado ninguna. ¿Qué ocurre?',
    right: 'Alguien tiene su contraseña y espera un toque descuidado',
    wrong: [
      'La aplicación se actualizó y confirma una por una sus sesiones antiguas',
      'El reloj del teléfono va atrasado y cada petición se repite hasta que cuadra',
      'El servidor comprueba si aún se puede llegar al teléfono',
    ],
    explanation:
      'Las peticiones solo empiezan tras una contraseña correcta, así que hay que cambiarla y rechazarlas.',
  },
  'security-usb': {
    text: 'Alguien encontró una memoria USB en el aparcamiento y quiere saber de quién es. ¿Qué aconsejas?',
    right: 'No conectarla y entregarla al equipo de seguridad',
    wrong: [
      'Conectarla, pero abrir solo archivos cuyo nombre indique el dueño',
      'Conectarla a un ordenador que tenga un antivirus al día',
      'Formatearla primero, que elimina todo lo peligroso',
    ],
    explanation: 'Puede actuar como un teclado o llevar software malicioso en cuanto se conecta.',
  },
  'security-https-means': {
    text: '¿Qué le dice a la gente el candado de HTTPS?',
    right: 'La conexión está cifrada y el host ha demostrado su nombre',
    wrong: [
      'El dueño del sitio es honrado y una autoridad lo ha comprobado',
      'El sitio no tiene software malicioso, pues en ese caso le retirarían el certificado',
      'El sitio lo guarda todo cifrado',
    ],
    explanation:
      'Un sitio fraudulento consigue un certificado para su propio nombre con tanta facilidad como cualquiera.',
  },
  'security-evidence': {
    text: 'Entraron sin permiso en un servidor. ¿Por qué no reinstalarlo sin más de inmediato?',
    right: 'Memoria, registros y disco pueden mostrar por dónde; si no, repetirán',
    wrong: [
      'Reinstalarlo es ilegal mientras no se haya condenado a nadie por haber entrado',
      'El atacante lo notaría y borraría las copias de seguridad',
      'Un servidor reinstalado recibe una dirección nueva que nadie conoce',
    ],
    explanation: 'Primero se aísla y se guardan las pruebas; después se reconstruye y se cierra la entrada.',
  },
};
