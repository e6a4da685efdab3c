# The service on a CPU, with the ffmpeg of the distribution. Models are not in it: they come at the first job, or from
# MODELS_MIRROR, into the one volume there is.
#
#   docker build -t scribewell .
# It asks nobody for a key, so it has to be told that others may come; the port is given to this machine alone:
#
#   docker run -e OPEN_ACCESS=yes -p 127.0.0.1:8000:8000 -v scribewell:/data scribewell

FROM docker.io/library/node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages/client/package.json packages/client/
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src src
RUN npm run build
# What only builds and tests need, and what other processors would need, is not carried on.
RUN npm prune --omit=dev --ignore-scripts \
 && rm -rf node_modules/onnxruntime-web node_modules/@ffmpeg \
 && find node_modules/onnxruntime-node/bin -mindepth 2 -maxdepth 2 -type d ! -name linux -exec rm -rf {} + \
 && find node_modules/onnxruntime-node/bin/napi-*/linux -mindepth 1 -maxdepth 1 -type d \
      ! -name "$(node -p process.arch)" -exec rm -rf {} +

# The distribution's ffmpeg comes with half a gigabyte of screens and graphics drivers that nothing here loads: only what
# its program is linked with is taken along.
FROM docker.io/library/node:24-bookworm-slim AS ffmpeg
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg
RUN mkdir -p /opt/ffmpeg/bin /opt/ffmpeg/lib \
 && cp /usr/bin/ffmpeg /opt/ffmpeg/bin \
 && ldd /usr/bin/ffmpeg | awk '$3 ~ "^/" { print $3 }' \
    | grep -vE '/(libc|libm|libdl|librt|libpthread|libresolv)\.so' | xargs -I{} cp -L {} /opt/ffmpeg/lib

FROM docker.io/library/node:24-bookworm-slim
COPY --from=ffmpeg /opt/ffmpeg/bin /usr/local/bin
# Where the loader looks by name: one of them goes by another name than it gives itself.
COPY --from=ffmpeg /opt/ffmpeg/lib /usr/lib
RUN ffmpeg -version
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE THIRD_PARTY.md ./
COPY bin bin
COPY migrations migrations
COPY docs/errors.md docs/errors.md
RUN mkdir /data && chown 1000:1000 /data
ENV NODE_ENV=production \
    LISTEN_HOST=0.0.0.0 \
    DATA_DIR=/data \
    MODELS_DIR=/data/models \
    TMPDIR=/data/tmp
VOLUME /data
EXPOSE 8000
USER 1000:1000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 8000) + '/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "bin/scribewell.js", "serve"]
