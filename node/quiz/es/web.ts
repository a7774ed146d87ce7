import type { QuizWords } from '../question.ts';

export const webWords: QuizWords = {
  'web-status-502': {
    text: 'Un sitio responde «502 Bad Gateway». ¿Dónde miras?',
    right: 'En el servidor tras el proxy: está caído o responde algo sin sentido',
    wrong: [
      'En la sesión de la persona: ha caducado y el proxy no puede renovarla por sí mismo',
      'En el navegador: ya no admite esta versión de HTTP',
      'En la dirección: se ha trasladado para siempre',
    ],
    explanation: 'Se llegó al proxy, y este no recibió una respuesta válida del servidor que tiene detrás.',
  },
  'web-cors': {
    text: 'El navegador bloquea una petición con un error CORS, pero la misma petición funciona con curl. ¿Por qué?',
    right: 'El servidor no permite este origen, y solo los navegadores lo imponen',
    wrong: [
      'El servidor está saturado de scripts, y a curl se le atiende primero',
      'El navegador no ha iniciado sesión, mientras que curl usa siempre la cuenta de administrador',
      'La página se sirve por HTTPS, que curl ignora',
    ],
    explanation: 'CORS es una regla que los navegadores aplican a los scripts de otro origen.',
  },
  'web-cache': {
    text: 'Tras un despliegue, algunas personas siguen viendo el script antiguo. ¿Qué lo resuelve para siempre?',
    right: 'Nombres de archivo con un hash del contenido, y una página que se revalida cada vez',
    wrong: [
      'Un correo que pida a todos vaciar la caché tras cada despliegue',
      'Más tiempo de caché, para que los navegadores pidan los archivos menos a menudo y fallen menos',
      'Un servidor más grande, para que los archivos nuevos lleguen antes',
    ],
    explanation:
      'Un archivo cambiado tiene entonces otra dirección, así que ninguna caché puede responder con el antiguo.',
  },
  'web-xss': {
    text: 'Un comentario muestra texto que escribió la gente. ¿Cómo evitas que se ejecuten scripts en él?',
    right: 'Insertarlo como texto, no como HTML, y añadir una política de seguridad de contenido',
    wrong: [
      'Enviarlo por POST en vez de GET, para que no aparezca en la dirección',
      'Quitarle todos los «<script>» antes de guardarlo, y limitarlo a un máximo de 500 caracteres',
      'Comprobarlo en el navegador antes de enviar el formulario',
    ],
    explanation: 'Lo que se inserta como texto nunca se interpreta, y la política detiene lo que se escape.',
  },
  'web-mixed-content': {
    text: 'Tras pasar a HTTPS, algunos scripts ya no cargan. ¿Qué dice la consola con más probabilidad?',
    right: 'Mixed content: aún se piden por http://',
    wrong: [
      'Quota exceeded: los scripts cifrados necesitan más memoria',
      'Not modified: los scripts ya estaban en caché antes del cambio',
      'Too many redirects: cada script se cifra dos veces',
    ],
    explanation: 'Los navegadores bloquean en una página segura los scripts por HTTP sin cifrar.',
  },
  'web-certificate-chain': {
    text: 'Los navegadores de escritorio aceptan un certificado, pero algunas aplicaciones y curl no. ¿Cuál es la causa clásica?',
    right: 'El servidor no envía el certificado intermedio',
    wrong: [
      'El certificado solo vale para ordenadores de escritorio',
      'El servidor usa HTTP/2, que las aplicaciones y curl no conocen',
      'La clave del certificado es más larga de lo que admiten las aplicaciones',
    ],
    explanation:
      'Los navegadores de escritorio suelen encontrar solos el intermedio que falta; otros programas no.',
  },
  'web-cookie-httponly': {
    text: '¿Qué hace el atributo HttpOnly de una cookie?',
    right: 'Impide que los scripts de la página lean la cookie',
    wrong: [
      'Envía la cookie por HTTP sin cifrar, pero no por HTTPS',
      'Cifra la cookie entre el navegador y el servidor',
      'Impide que otros sitios envíen la cookie',
    ],
    explanation:
      'Un script infiltrado no puede entonces llevarse la sesión, aunque aún puede actuar en la página.',
  },
  'web-layout-shift': {
    text: 'El texto salta mientras una página carga sus imágenes. ¿Cuál es el remedio sencillo?',
    right: 'Dar a las imágenes su ancho y alto, para que se les reserve sitio',
    wrong: [
      'Cargar las imágenes desde un segundo dominio, para que lleguen antes que el texto',
      'Poner el texto en una tabla junto a las imágenes',
      'Convertir las imágenes a un formato con menos colores',
    ],
    explanation:
      'Si conoce las proporciones, el navegador deja libre el sitio antes de que llegue el archivo.',
  },
  'web-label': {
    text: '¿Por qué cada campo de un formulario necesita una etiqueta que le pertenezca?',
    right: 'Los lectores de pantalla la anuncian y pulsarla lleva al campo',
    wrong: [
      'Los navegadores se niegan a enviar un formulario con un campo sin etiqueta',
      'Hace que la página cargue antes, porque el navegador sabe qué se va a escribir',
      'Se guarda junto con lo que se escribió',
    ],
    explanation:
      'Un texto de ejemplo desaparece al escribir y no es un nombre fiable para la tecnología de apoyo.',
  },
};
