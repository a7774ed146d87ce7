import type { QuizWords } from '../question.ts';

export const accountWords: QuizWords = {
  'account-verify-caller': {
    text: 'Alguien llama, dice ser de la dirección y quiere que le restablezcas la contraseña de inmediato. ¿Qué haces?',
    right: 'Comprobar quién es por la vía acordada antes de cambiar nada',
    wrong: [
      'Restablecerla, porque una orden de la dirección va antes que todo lo demás',
      'Restablecerla y enviar la nueva a la dirección privada que te indique',
      'Pedirle la contraseña antigua como prueba y luego restablecerla',
    ],
    explanation:
      'La urgencia y el rango son las herramientas habituales de la ingeniería social, por eso el procedimiento vale para todos.',
  },
  'account-lockout-source': {
    text: 'Una cuenta se bloquea otra vez minutos después de cada desbloqueo, aunque nadie la esté usando. ¿Qué es lo más probable?',
    right: 'Un dispositivo o servicio sigue entrando con una contraseña antigua',
    wrong: [
      'La distribución del teclado en la página de inicio de sesión es distinta',
      'La cuenta está en demasiados grupos para comprobarla a tiempo',
      'El salvapantallas bloquea la cuenta junto con la pantalla',
    ],
    explanation:
      'Los teléfonos, las unidades de red y las tareas programadas siguen probando la contraseña de antes del cambio.',
  },
  'account-ask-password': {
    text: '¿Cuándo puede alguien que da soporte pedirle la contraseña a una persona?',
    right: 'Nunca',
    wrong: ['Cuando ahorra tiempo', 'En un chat cifrado', 'Cuando hay confianza'],
    explanation: 'Una contraseña demuestra quién es alguien solo mientras nadie más la conozca.',
  },
  'account-totp-clock': {
    text: 'Todos los códigos de una aplicación de autenticación se rechazan, aunque la cuenta está configurada. ¿Qué compruebas primero?',
    right: 'Si el reloj del teléfono está en hora',
    wrong: [
      'Si el teléfono tiene datos móviles',
      'Qué longitud tiene la contraseña',
      'El idioma del teléfono',
    ],
    explanation:
      'Los códigos basados en el tiempo se calculan con el reloj, y un error de pocos minutos los vuelve todos incorrectos.',
  },
  'account-lost-factor': {
    text: 'Alguien perdió el teléfono con su segundo factor. ¿Cuál es la forma correcta de recuperar el acceso?',
    right: 'Verificar su identidad y usar un código de recuperación o registrar otro factor',
    wrong: [
      'Desactivar el segundo factor, ya que ha demostrado que no es capaz de conservarlo',
      'Dejar que use la cuenta de otra persona del equipo hasta que aparezca el teléfono',
      'Enviar los códigos a cualquier número que indique por correo',
    ],
    explanation: 'El segundo factor es solo tan fuerte como el camino que lo rodea.',
  },
  'account-leaver': {
    text: 'Alguien deja hoy la organización. ¿Qué hay que hacer con su cuenta?',
    right: 'Desactivarla, cerrar sesiones y tokens, y entregar sus datos según las normas',
    wrong: [
      'Cambiar el nombre visible y la foto, para que nadie le vuelva a escribir por equivocación',
      'Dejarla como está hasta que caduque la contraseña',
      'Dar su contraseña a quien ocupe el puesto, que necesita los datos',
    ],
    explanation: 'Una contraseña nueva por sí sola deja vivas las sesiones y los tokens abiertos.',
  },
  'account-sso-loop': {
    text: 'Una persona va y viene sin fin entre una aplicación y la página de inicio de sesión. ¿Qué pruebas primero?',
    right: 'Una ventana privada, y si las cookies del sitio están bloqueadas',
    wrong: [
      'Una contraseña nueva, ya que la antigua se devuelve cada vez',
      'Otro ordenador, ya que el bucle está guardado en el hardware de este',
      'Un buzón más grande, por si no llegan las confirmaciones',
    ],
    explanation:
      'Estos bucles suelen venir de cookies de sesión caducadas, bloqueadas o perdidas por el camino.',
  },
  'account-least-privilege': {
    text: 'Una persona necesita leer una carpeta compartida. ¿Qué le das?',
    right: 'La pertenencia al grupo que puede leer esa carpeta',
    wrong: [
      'Permisos de administrador, limitados a una semana',
      'La contraseña de una compañera que ya tiene acceso',
      'Permiso de escritura en la carpeta superior, que incluye esta',
    ],
    explanation: 'El mínimo privilegio, dado mediante grupos, sigue siendo comprensible y se puede retirar.',
  },
  'account-unknown-address': {
    text: '¿Cómo debe responder una página de «he olvidado mi contraseña» cuando no conoce la dirección?',
    right: 'Con las mismas palabras que si la conociera',
    wrong: [
      '«Ninguna cuenta tiene esta dirección de correo»',
      'Con una lista de direcciones parecidas para elegir',
      'Creando una cuenta nueva con esa dirección',
    ],
    explanation: 'Una respuesta distinta permitiría a cualquiera averiguar quién tiene cuenta.',
  },
};
