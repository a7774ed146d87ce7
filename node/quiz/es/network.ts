import type { QuizWords } from '../question.ts';

export const networkWords: QuizWords = {
  'network-apipa': {
    text: 'Un portátil tiene la dirección IPv4 169.254.12.7. ¿Qué te dice eso?',
    right: 'Ningún servidor DHCP le respondió y eligió una dirección de enlace local',
    wrong: [
      'Tiene una dirección pública y está conectado sin router',
      'Su servidor DNS está mal, así que usa en su lugar la dirección del router de la red',
      'Tiene la dirección de otro dispositivo de la red',
    ],
    explanation:
      'Las direcciones de 169.254.0.0/16 se las asigna uno mismo cuando ningún servidor DHCP responde.',
  },
  'network-dns-or-route': {
    text: 'Los sitios web no se abren por su nombre, pero «ping 1.1.1.1» recibe respuesta. ¿Qué miras primero?',
    right: 'La resolución de nombres: qué servidores DNS hay puestos y si responden',
    wrong: [
      'El cable de red, probando con otro',
      'La puerta de enlace predeterminada, poniéndola a mano en lugar de automáticamente',
      'La contraseña de la wifi, escribiéndola de nuevo',
    ],
    explanation:
      'Si responde una dirección de fuera, el cable, la wifi y la puerta de enlace funcionan; queda el DNS.',
  },
  'network-default-gateway': {
    text: 'Un ordenador llega a todo lo de su propia subred, pero a nada más allá. ¿Qué es lo más probable que esté mal?',
    right: 'Su puerta de enlace',
    wrong: ['Su dirección MAC', 'Su nombre de host', 'La velocidad de su tarjeta de red'],
    explanation: 'Solo el tráfico que sale de la subred pasa por la puerta de enlace predeterminada.',
  },
  'network-slash-26': {
    text: '¿Cuántos equipos pueden tener una dirección en una subred IPv4 /26?',
    right: '62',
    wrong: ['26', '64', '126'],
    explanation: 'Seis bits de host dan 64 direcciones, menos la de red y la de difusión.',
  },
  'network-mtu-vpn': {
    text: 'A través de una VPN cargan las páginas pequeñas, pero las descargas grandes y algunos sitios se quedan colgados. ¿Qué sospechas?',
    right: 'Paquetes demasiado grandes para el túnel, con Path MTU Discovery bloqueado',
    wrong: [
      'Una caché de DNS anticuada, que manda las descargas grandes a servidores equivocados',
      'Una contraseña caducada, que la VPN pide en segundo plano',
      'Una concesión de DHCP que vence durante la descarga',
    ],
    explanation:
      'Un túnel reduce la MTU, y si se descartan los mensajes «fragmentation needed», los paquetes grandes desaparecen.',
  },
  'network-wifi-2-4': {
    text: 'En una wifi de 2,4 GHz saturada, ¿qué canales no se solapan con 20 MHz de ancho?',
    right: '1, 6 y 11',
    wrong: ['1, 2 y 3', '1, 4 y 8', 'Todos, porque cada uno tiene su propio número'],
    explanation:
      'Los canales están a 5 MHz unos de otros y ocupan unos 20 MHz, así que hacen falta cinco pasos entre dos de ellos.',
  },
  'network-traceroute': {
    text: '¿Cómo encuentra traceroute los routers del camino?',
    right: 'Envía paquetes con un tiempo de vida creciente; quien descarta uno, avisa',
    wrong: [
      'Pregunta al servidor DNS de cada red del camino los nombres de todos sus routers',
      'Descarga la tabla de rutas del destino',
      'Pregunta a cada router por sus vecinos mediante SNMP',
    ],
    explanation: 'Un router que baja a cero el tiempo de vida responde con «time exceeded» de ICMP.',
  },
  'network-duplex': {
    text: 'Un enlace por cable está activo pero lento, con muchas colisiones tardías y errores CRC en un lado. ¿Cuál es la causa clásica?',
    right: 'Dúplex desigual: un lado está fijado a mano y el otro negocia',
    wrong: [
      'Una máscara de subred incorrecta: un lado toma al otro por un equipo de otra red',
      'Demasiados registros DNS para una dirección',
      'Un cable más corto de lo que permite la norma',
    ],
    explanation: 'El lado que negocia recurre al semidúplex y ve el tráfico del otro como colisiones.',
  },
  'network-tcp-refused': {
    text: 'Un intento de conexión falla al instante con «connection refused». ¿Qué significa?',
    right: 'Se llegó al equipo, pero nada escucha en ese puerto',
    wrong: [
      'El equipo está apagado, así que nadie responde en ningún puerto',
      'No se pudo resolver el nombre del equipo',
      'El equipo respondió, pero no se confía en su certificado',
    ],
    explanation:
      'Un rechazo es una respuesta (TCP RST); un equipo apagado daría un tiempo de espera agotado.',
  },
};
