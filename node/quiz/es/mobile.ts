import type { QuizWords } from '../question.ts';

export const mobileWords: QuizWords = {
  'mobile-no-notifications': {
    text: 'Una aplicación no muestra notificaciones, pero sus mensajes están ahí al abrirla. ¿Qué compruebas primero?',
    right: 'Su permiso de notificaciones, el modo no molestar y el ahorro de batería',
    wrong: [
      'El PIN de la tarjeta SIM y si hay que renovarlo',
      'La contraseña de la aplicación, que hay que volver a escribir para cada notificación',
      'El espacio libre, porque se guarda cada notificación',
    ],
    explanation:
      'Los mensajes existen, así que lo que se suprime es el aviso o el trabajo de la aplicación en segundo plano.',
  },
  'mobile-battery': {
    text: 'Desde la semana pasada, la batería de un teléfono dura medio día. ¿Qué haces primero?',
    right: 'Ver en las estadísticas de batería qué aplicación gasta más y qué cambió entonces',
    wrong: [
      'Cambiar la batería, pues al envejecer pierden la mitad de su capacidad en una semana',
      'Restablecer el teléfono de fábrica y volver a instalarlo todo',
      'Cargarlo solo hasta el 50 %, para entrenar la batería',
    ],
    explanation: 'Un cambio repentino suele tener su causa en el software, y las estadísticas la nombran.',
  },
  'mobile-data-only-wifi': {
    text: 'Un teléfono tiene llamadas y SMS, pero no datos móviles; la wifi funciona. ¿Qué compruebas?',
    right: 'Si los datos están activados, el saldo de datos y el punto de acceso (APN)',
    wrong: [
      'Si el Bluetooth está emparejado con un dispositivo que gasta los datos en segundo plano',
      'La contraseña de la wifi, que comparten los datos móviles',
      'Si la tarjeta SIM es demasiado antigua para llamar',
    ],
    explanation:
      'Las llamadas muestran que la SIM y la señal funcionan, y el APN es lo que solo necesitan los datos.',
  },
  'mobile-lost-phone': {
    text: 'Alguien perdió el teléfono con el correo de la empresa. ¿Qué se hace primero?',
    right: 'Bloquearlo o borrarlo a distancia y cerrar sus sesiones',
    wrong: [
      'Esperar a que se agote la batería, porque entonces nadie podrá leerlo',
      'Pedir uno nuevo con el mismo número y restaurar en él la copia de seguridad',
      'Llamarlo hasta que alguien conteste',
    ],
    explanation:
      'Lo que importa es que nadie lea los datos; bloquearlo solo es posible mientras el teléfono está en línea.',
  },
  'mobile-storage-full': {
    text: 'En un teléfono antiguo se cierran las aplicaciones y no se pueden guardar fotos. ¿Cuál es la causa probable?',
    right: 'Su almacenamiento está lleno',
    wrong: [
      'Su tarjeta SIM está llena de contactos',
      'Su cámara está rota y hace esperar a las aplicaciones',
      'Sus aplicaciones son más nuevas que su SIM',
    ],
    explanation: 'Las aplicaciones necesitan espacio libre para funcionar, y muchas fallan sin decirlo.',
  },
  'mobile-update-block': {
    text: 'Una aplicación dice que ya no admite esta versión del sistema, y no se ofrece ninguna actualización. ¿Qué es cierto?',
    right: 'El fabricante dejó de actualizarlo: usa la versión web u otro dispositivo',
    wrong: [
      'Restablecerlo de fábrica trae la actualización, porque quita lo que la bloqueaba',
      'La nueva tarjeta SIM del operador desbloquea la actualización',
      'La contraseña de la tienda de aplicaciones ha caducado, así que no ofrece nada',
    ],
    explanation:
      'Las actualizaciones del sistema acaban unos años después de salir un dispositivo, y las aplicaciones las siguen.',
  },
  'mobile-mail-sync': {
    text: 'Desde que alguien cambió la contraseña de su correo, al teléfono no le llegan mensajes nuevos. ¿Qué debe hacer?',
    right: 'Poner la nueva contraseña en los ajustes de la cuenta, o iniciar sesión otra vez',
    wrong: [
      'Borrar los mensajes más antiguos, porque la contraseña nueva necesita un índice nuevo',
      'Quitar a la aplicación de correo el permiso de datos móviles y devolvérselo',
      'Esperar un día a que el teléfono haya recogido la nueva contraseña',
    ],
    explanation: 'El teléfono sigue presentando la contraseña antigua hasta que se le dice la nueva.',
  },
  'mobile-torch-permissions': {
    text: 'Una aplicación de linterna pide los contactos y la ubicación. ¿Qué aconsejas?',
    right: 'Negárselos y usar otra aplicación',
    wrong: [
      'Permitirlo, ya que las aplicaciones lo necesitan para arrancar',
      'Permitirlo solo con wifi',
      'Apagar el teléfono después',
    ],
    explanation: 'Nada de lo que hace una linterna necesita esos datos, así que servirían a otra persona.',
  },
  'mobile-viewport': {
    text: 'Una página web se ve diminuta en los teléfonos, como encogida desde un escritorio. ¿Qué le falta?',
    right: 'El elemento meta viewport con width=device-width',
    wrong: [
      'Un certificado para navegadores móviles',
      'Una hoja de estilo con letra más pequeña para pantallas pequeñas',
      'Una segunda dirección como m.example.com con sus propias páginas',
    ],
    explanation: 'Sin él, los teléfonos componen la página a unos 980 píxeles de ancho y la reducen.',
  },
};
