import type { QuizWords } from '../question.ts';

export const hardwareWords: QuizWords = {
  'hardware-no-power': {
    text: 'Al encender un ordenador de sobremesa no se ve ninguna luz ni se oye nada. ¿Qué compruebas primero?',
    right: 'El enchufe, el cable y el interruptor de la parte trasera',
    wrong: [
      'Los módulos de memoria, una ranura tras otra',
      'El orden de arranque en la configuración del firmware',
      'La tarjeta gráfica, probándola en otro ordenador',
    ],
    explanation:
      'Sin ninguna señal de corriente, las causas más baratas y frecuentes están antes del ordenador.',
  },
  'hardware-beeps': {
    text: 'Un ordenador pita varias veces al arrancar y no muestra imagen. ¿Cómo averiguas qué significa?',
    right: 'Buscar ese patrón de pitidos para el fabricante y el firmware',
    wrong: [
      'Reinstalar el sistema operativo y volver a contar los pitidos',
      'Cambiar el monitor y su cable, puesto que no se ve ninguna imagen',
      'Actualizar el controlador de sonido',
    ],
    explanation:
      'Los códigos de pitidos vienen de la autocomprobación del firmware, y cada fabricante tiene los suyos.',
  },
  'hardware-clicking-disk': {
    text: 'Un disco duro hace clics fuertes y los archivos se abren despacio. Los datos no tienen copia. ¿Qué haces primero?',
    right: 'Dejar de usarlo y copiar los datos, o llevarlo a un servicio de recuperación',
    wrong: [
      'Desfragmentarlo, para que los cabezales tengan que moverse menos a partir de ahora',
      'Reparar por completo el sistema de archivos y hacer una copia cuando vuelva a estar sano',
      'Llenarlo de ceros para refrescar los sectores',
    ],
    explanation:
      'Un disco que hace clics puede fallar del todo en cualquier momento, y cada escritura más reduce las posibilidades.',
  },
  'hardware-thermal': {
    text: 'Un portátil va rápido diez minutos y luego lento, con el ventilador al máximo. ¿Cuál es la causa probable?',
    right: 'Se calienta y baja el ritmo: polvo, rejilla tapada, pasta térmica vieja',
    wrong: [
      'Tiene el disco casi lleno, así que al rato el sistema empieza a mover archivos',
      'Tiene mala señal wifi, y el procesador está ocupado con paquetes repetidos',
      'Tiene la batería vieja, que da una tensión demasiado baja',
    ],
    explanation: 'Los procesadores bajan su frecuencia al llegar a su límite de temperatura.',
  },
  'hardware-static': {
    text: '¿Qué protege los componentes de la descarga electrostática cuando abres un ordenador?',
    right: 'Una pulsera antiestática, o tocar el metal de la caja con toma de tierra, apagada',
    wrong: [
      'Unos guantes gruesos de lana, para que los dedos no toquen nunca los contactos de un componente',
      'Estar de pie sobre una alfombra, que te aísla del suelo',
      'Dejar el ordenador encendido, para que se vaya la corriente',
    ],
    explanation:
      'La descarga se produce entre potenciales distintos, así que tú y la caja debéis tener el mismo.',
  },
  'hardware-memory-test': {
    text: 'Un ordenador falla al azar con errores distintos, también recién instalado. ¿Qué pruebas primero?',
    right: 'La memoria, con una prueba que corre fuera del sistema operativo',
    wrong: [
      'El teclado, mirando si alguna tecla se repite por sí sola',
      'El archivo de paginación, moviéndolo a otra partición del mismo disco',
      'El navegador, vaciando su caché y sus extensiones',
    ],
    explanation:
      'Los errores aleatorios y cambiantes que sobreviven a una reinstalación apuntan a memoria, corriente o calor.',
  },
  'hardware-printer-stripes': {
    text: 'Una impresora láser deja una marca en la página a distancias iguales. ¿Cuál es la causa habitual?',
    right: 'Un tambor o rodillo dañado que tiene esa circunferencia',
    wrong: [
      'Un tamaño de papel en el controlador que no coincide con la bandeja',
      'Una conexión de red lenta que interrumpe el trabajo',
      'Muy poca memoria de impresora para toda la página',
    ],
    explanation:
      'Cada vuelta de un cilindro dañado vuelve a dejar su marca, así que la distancia dice cuál es.',
  },
  'hardware-usb-c-charge': {
    text: 'Un portátil con USB-C carga con su propio cargador, pero no con el de un teléfono. ¿Cuál es el motivo probable?',
    right: 'Da muy poca potencia o no ofrece una tensión que el portátil necesita',
    wrong: [
      'El conector está al revés, cosa que solo saben corregir los teléfonos',
      'El portátil solo acepta cargadores de su propio fabricante, como prescribe USB-C',
      'Un cable USB-C lleva datos o corriente, pero nunca ambas cosas',
    ],
    explanation:
      'Con USB Power Delivery ambos lados acuerdan tensión y corriente, y un portátil puede rechazar lo insuficiente.',
  },
  'hardware-cmos': {
    text: 'Un ordenador olvida la fecha y la configuración del firmware cada vez que se desenchufa. ¿Qué cambias?',
    right: 'La pila de botón de la placa base',
    wrong: [
      'Los condensadores de la fuente de alimentación',
      'El chip que guarda el firmware',
      'El disco con la partición del sistema',
    ],
    explanation: 'La pila alimenta el reloj, y en muchas placas la configuración, mientras no hay corriente.',
  },
};
