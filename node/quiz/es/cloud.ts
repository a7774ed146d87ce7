import type { QuizWords } from '../question.ts';

export const cloudWords: QuizWords = {
  'cloud-shared-responsibility': {
    text: 'Alquilas una máquina virtual a un proveedor de nube. ¿Quién instala las actualizaciones de seguridad de su sistema operativo?',
    right: 'Tú',
    wrong: ['Siempre el proveedor', 'Nadie, porque la imagen está al día', 'El fabricante del procesador'],
    explanation:
      'En la infraestructura como servicio, la parte del proveedor acaba por debajo del sistema invitado.',
  },
  'cloud-public-bucket': {
    text: 'Hay que compartir un bucket de almacenamiento con un solo socio. ¿Cuál es la forma correcta?',
    right: 'Una política para la identidad del socio, o enlaces que caducan',
    wrong: [
      'Acceso público de lectura, con un nombre largo y difícil de adivinar',
      'Las claves de la cuenta principal, enviadas al socio por correo cifrado',
      'Acceso público de escritura durante un día',
    ],
    explanation:
      'Los nombres de los buckets públicos se encuentran escaneando; las identidades y los enlaces que caducan se pueden retirar.',
  },
  'cloud-leaked-key': {
    text: 'Una clave de acceso se subió con un push a un repositorio público y se quitó un minuto después. ¿Y ahora?',
    right: 'Revocarla, crear otra y revisar el registro de auditoría',
    wrong: [
      'Nada, porque estuvo allí menos de un minuto y el commit ya no está',
      'Hacer privado el repositorio y cambiarle el nombre, para que nadie lo encuentre',
      'Vigilar la factura durante un mes',
    ],
    explanation: 'Los bots leen los push públicos en segundos, y el historial conserva la clave.',
  },
  'cloud-availability-zone': {
    text: '¿Para qué tener dos instancias en zonas de disponibilidad distintas?',
    right: 'Para que el fallo de un centro de datos no detenga el servicio',
    wrong: [
      'Para que el proveedor cobre cada una de ellas a mitad de precio',
      'Para no necesitar copias de seguridad, puesto que hay dos de todo',
      'Para que la gente de cada zona tenga su propio nombre de dominio',
    ],
    explanation:
      'Cada zona tiene su propia corriente, refrigeración y red; contra los errores siguen haciendo falta copias de seguridad.',
  },
  'cloud-container-data': {
    text: 'Tras volver a crear un contenedor, los datos escritos dentro han desaparecido. ¿Por qué?',
    right: 'Estaban en la capa propia del contenedor, no en un volumen',
    wrong: [
      'La imagen era demasiado grande para guardar los datos de sus contenedores',
      'El puerto del contenedor no estaba publicado en el host, donde se guardan los datos',
      'El contenedor se detuvo sin haberlo pausado antes',
    ],
    explanation: 'La capa de escritura vive y muere con su contenedor; los volúmenes le sobreviven.',
  },
  'cloud-crashloop': {
    text: 'Un pod de Kubernetes está en CrashLoopBackOff. ¿Qué lees primero?',
    right: 'Los registros de la ejecución anterior del contenedor, y sus eventos',
    wrong: [
      'La lista de todos los nodos, para encontrar uno con más memoria libre que este',
      'El Dockerfile de la imagen, para ver si la imagen base es la última',
      'Las políticas de red del clúster',
    ],
    explanation:
      'El contenedor arranca y termina una y otra vez, así que sus últimas palabras dicen por qué.',
  },
  'cloud-cold-start': {
    text: 'Con funciones sin servidor, la primera petición tras una pausa es lenta. ¿Cómo se llama eso?',
    right: 'Arranque en frío',
    wrong: ['Cerebro dividido', 'Fallo de página', 'Condición de carrera'],
    explanation: 'La plataforma tiene que iniciar primero una instancia nueva y cargar el código.',
  },
  'cloud-security-group': {
    text: 'En una máquina virtual nueva funciona el servidor web y allí «curl localhost» va bien, pero nadie llega a él. ¿Qué miras primero?',
    right: 'El cortafuegos o grupo de seguridad, y en qué dirección escucha',
    wrong: [
      'La gama de precio, porque a las más baratas no se puede llegar desde Internet',
      'El disco, porque uno lleno rechaza conexiones nuevas',
      'La zona horaria, porque los certificados dependen de ella',
    ],
    explanation:
      'Lo que funciona en local y no desde fuera lo frena la dirección en la que escucha o un cortafuegos.',
  },
  'cloud-cost-surprise': {
    text: '¿Qué evita mejor que un experimento olvidado se convierta en una factura enorme?',
    right: 'Presupuestos con alertas, y un responsable y una fecha de fin por recurso',
    wrong: [
      'Una máquina más rápida, para que el experimento acabe antes y cueste menos',
      'Una segunda cuenta, para que su factura no se mezcle con ninguna de las otras',
      'Pagar por factura, que se puede reclamar',
    ],
    explanation: 'Una alerta avisa antes de fin de mes, y las etiquetas dicen a quién preguntar.',
  },
};
