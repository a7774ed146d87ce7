# One node of the mesh. See scripts/README.md for the four of docker-compose.yml.

FROM node:20-slim AS build
WORKDIR /grapevine
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:20-slim AS packages
WORKDIR /grapevine
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:20-slim
ENV NODE_ENV=production
WORKDIR /grapevine
# /data is this region's, /mesh holds the mesh secret and may be shared by several regions of one host.
RUN mkdir /data /mesh && chown node:node /data /mesh
COPY --from=packages /grapevine/node_modules ./node_modules
COPY --from=build /grapevine/dist ./dist
COPY package.json LICENSE ./
COPY scripts/grapevine.js scripts/require-node.js ./scripts/
USER node
# In a container the port is published on purpose, so it listens on all addresses.
ENV GRAPEVINE_HOST=0.0.0.0 \
    GRAPEVINE_PORT=8000 \
    GRAPEVINE_P2P_PORT=9000 \
    GRAPEVINE_DATA=/data \
    GRAPEVINE_MESH_SECRET_FILE=/mesh/mesh-secret
VOLUME ["/data", "/mesh"]
EXPOSE 8000 9000
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.GRAPEVINE_PORT + '/readyz').then((reply) => process.exit(reply.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "scripts/grapevine.js"]
CMD ["start"]
