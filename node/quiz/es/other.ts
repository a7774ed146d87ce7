import type { QuizWords } from '../question.ts';

export const otherWords: QuizWords = {
  'other-vague-report': {
    text: 'Una persona escribe solo «no funciona». ¿Qué contestas?',
    right: 'Preguntar con amabilidad qué hizo, qué esperaba y qué pasó en su lugar',
    wrong: [
      'Pedirle que lo describa con más precisión, y cerrar el caso si no contesta pronto',
      'Enviarle una lista de las diez cosas que ayudan a la mayoría',
      'Decirle lo que crees que es y cómo se repara eso',
    ],
    explanation:
      'Esas tres respuestas son lo mínimo que hace falta, y casi todo el mundo las da con gusto si se le pregunta.',
  },
  'other-one-change': {
    text: 'Al buscar un fallo, ¿por qué cambiar una sola cosa cada vez?',
    right: 'Para saber qué cambio fue el que contó',
    wrong: [
      'Para que se pueda seguir cada paso',
      'Para que el sistema tenga tiempo de acostumbrarse',
      'Para no tener que apuntar nada',
    ],
    explanation: 'Tras varios cambios a la vez, ni la solución ni un fallo nuevo tienen una causa conocida.',
  },
  'other-halve': {
    text: 'Un fallo está en algún punto de una cadena de ocho pasos. ¿Dónde pruebas primero?',
    right: 'En el medio',
    wrong: [
      'En el primer paso, y luego uno por uno',
      'Solo en el último paso',
      'En un paso elegido por su nombre',
    ],
    explanation: 'Cada prueba en el medio divide lo que queda en dos, así que bastan tres para ocho pasos.',
  },
  'other-angry-user': {
    text: 'Una persona está enfadada porque lleva horas esperando. ¿Qué haces primero?',
    right: 'Reconocerlo, decir qué haces ahora y cuándo tendrá noticias tuyas',
    wrong: [
      'Explicar cuántas personas más esperan, y que algunas llevan más tiempo',
      'Pedirle el número de serie, ya que una solución rápida es la mejor disculpa',
      'Contestar en el mismo tono, para que vea qué se siente',
    ],
    explanation: 'Quien se siente escuchado y sabe qué viene después puede trabajar contigo en el fallo.',
  },
  'other-dont-know': {
    text: 'No sabes la respuesta. ¿Qué es lo mejor para la otra persona?',
    right: 'Decirlo, averiguarlo o pasárselo a alguien que sepa',
    wrong: [
      'Dar la respuesta más probable, ya que una segura tranquiliza',
      'Pedirle que lo reinstale todo, que de todos modos resuelve la mayoría de los problemas',
      'Esperar un poco, porque muchos casos se resuelven solos',
    ],
    explanation:
      'Adivinar cuesta el tiempo y la confianza de la otra persona; pasar el caso cuesta un minuto.',
  },
  'other-works-for-me': {
    text: 'No consigues reproducir lo que ve la otra persona. ¿Cuál es el siguiente paso?',
    right: 'Buscar qué difiere: versión, ajustes, permisos, datos, red, hora',
    wrong: [
      'Cerrarlo como «a mí me funciona», para que la cola muestre lo realmente abierto',
      'Pedirle que vuelva a intentarlo hasta que también le funcione',
      'Pedirle otro ordenador para descartar el suyo',
    ],
    explanation: 'Los mismos pasos con otro resultado significan que algo difiere, y eso es la causa.',
  },
  'other-confirm-fix': {
    text: '¿Cuándo está resuelto un caso?',
    right: 'Cuando la persona confirma que lo que necesitaba funciona',
    wrong: [
      'Cuando has enviado una solución que funciona en tu ordenador',
      'Cuando el mensaje de error ya no aparece en el registro',
      'Cuando la persona lleva un día sin escribir',
    ],
    explanation: 'Solo la propia persona puede decir si su necesidad está cubierta.',
  },
  'other-workaround': {
    text: 'La reparación tarda tres días y la persona tiene un plazo que vence hoy. ¿Qué haces?',
    right: 'Ofrecer un rodeo para hoy y seguir con la reparación',
    wrong: [
      'Acelerar la reparación y probarla después del plazo',
      'Pedirle que aplace la entrega, ya que un rodeo ocultaría la causa',
      'Cerrar el caso y abrir otro dentro de tres días',
    ],
    explanation: 'Devolver lo que la gente necesita y eliminar la causa son dos tareas distintas.',
  },
  'other-write-down': {
    text: '¿Por qué anotar cómo resolviste un caso?',
    right: 'Para que el próximo que lo tenga encuentre el camino, tú también',
    wrong: [
      'Para poder demostrar cuánto tiempo llevó el caso y quién trabajó en él',
      'Para que la persona pueda leer qué hizo mal',
      'Para que nadie tenga que pedirle que lo confirme',
    ],
    explanation: 'La mayoría de los fallos vuelven, a otra persona.',
  },
};
