import type { QuizWords } from '../question.ts';

export const databaseWords: QuizWords = {
  'database-slow-query': {
    text: 'Una consulta se volvió lenta al crecer su tabla. ¿Qué miras primero?',
    right: 'Su plan de ejecución: si lee la tabla entera por falta de un índice',
    wrong: [
      'La versión del programa cliente: si una más nueva mostraría antes las filas',
      'El número de cuentas que pueden leer la tabla',
      'La longitud de los nombres de sus columnas',
    ],
    explanation: 'El plan muestra lo que hace la base de datos, y un recorrido completo crece con la tabla.',
  },
  'database-injection': {
    text: '¿Cómo se evita la inyección de SQL?',
    right: 'Con consultas parametrizadas',
    wrong: [
      'Ocultando los mensajes de error de la base de datos',
      'Quitando de la entrada palabras como SELECT',
      'Admitiendo solo a quien ha iniciado sesión',
    ],
    explanation: 'Un parámetro nunca se interpreta como SQL, contenga lo que contenga.',
  },
  'database-deadlock': {
    text: 'Dos transacciones actualizan las mismas dos filas en orden contrario, y una se aborta. ¿Cuál es el remedio duradero?',
    right: 'Tomar las filas en un mismo orden siempre, y reintentar lo abortado',
    wrong: [
      'Prescindir de las transacciones cuando solo se actualizan dos filas a la vez',
      'Dar a la base de datos más memoria para sus bloqueos',
      'Hacer infinito el tiempo de espera de los bloqueos, para que ninguna se aborte',
    ],
    explanation: 'Un orden fijo hace imposible el ciclo, y el reintento cubre lo que queda.',
  },
  'database-backup-proof': {
    text: '¿Cómo sabes que una copia de seguridad es buena?',
    right: 'La restauraste en algún sitio y comprobaste los datos',
    wrong: [
      'La tarea terminó sin errores, igual que las del último mes',
      'El archivo es más o menos tan grande como la base de datos',
      'Se escribió en dos lugares al mismo tiempo',
    ],
    explanation: 'Solo una restauración demuestra que lo escrito se puede leer y está completo.',
  },
  'database-null': {
    text: "En SQL, ¿qué filas deja fuera «WHERE city <> 'Paris'» además de las de París?",
    right: 'Las que tienen city a NULL',
    wrong: ['Ninguna', 'Las que tienen una cadena vacía', 'Las que están en minúsculas'],
    explanation: 'Una comparación con NULL es desconocida, no verdadera, así que esas filas no pasan.',
  },
  'database-isolation': {
    text: 'Dos dependientes leen una existencia de 1 y ambos la venden. ¿Qué garantía faltó?',
    right: 'Aislamiento: condición sobre el valor guardado, bloqueo o serializable',
    wrong: [
      'Durabilidad: cada venta debía estar escrita en dos discos antes de confirmarse',
      'Integridad referencial: una clave foránea de la venta a la existencia',
      'Capacidad: un pool de conexiones más grande',
    ],
    explanation:
      'Cada uno escribió a partir de un valor que el otro ya había cambiado (una actualización perdida).',
  },
  'database-composite-index': {
    text: 'Hay un índice sobre (country, city). ¿Qué búsqueda no puede atender bien?',
    right: 'Solo por city',
    wrong: [
      'Solo por country',
      'Por country y city juntas',
      'Por country, con el resultado ordenado por city',
    ],
    explanation:
      'El índice se ordena primero por country, así que las entradas de una misma ciudad quedan dispersas por él.',
  },
  'database-pool-exhausted': {
    text: 'Una aplicación informa de «too many connections» aunque la usa poca gente. ¿Cuál es la causa habitual?',
    right: 'Se abren conexiones y no se devuelven',
    wrong: [
      'Las tablas tienen más columnas que conexiones',
      'La copia de seguridad se hace mientras la gente trabaja',
      'El reloj del servidor difiere del de los clientes',
    ],
    explanation:
      'Las conexiones que se escapan se acumulan hasta el límite del servidor, sea cual sea el número de personas.',
  },
  'database-delete-where': {
    text: 'Tienes que borrar a mano algunas filas en producción. ¿Cuál es la forma prudente?',
    right: 'Primero SELECT con la condición; luego borrar en una transacción y ver cuántas son',
    wrong: [
      'Borrar, y restaurar la copia de anoche si alguien se queja de que le faltan filas en la tabla',
      'Exportar la tabla, eliminarla e importar todo menos las filas en cuestión',
      'Hacerlo de noche, cuando no trabaja nadie más',
    ],
    explanation: 'El SELECT muestra lo que desaparecería, y una transacción abierta aún se puede deshacer.',
  },
};
