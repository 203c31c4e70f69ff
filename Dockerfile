# syntax=docker/dockerfile:1
FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -q -B -pl starter -am -Dmaven.test.skip=true -Dspotless.check.skip=true package

FROM eclipse-temurin:21-jre
RUN useradd --uid 10001 --user-group --no-create-home penstock \
    && install -d -o penstock -g penstock -m 0700 /data
# The libraries change rarely, so they are a layer of their own; the modules' own jars lie among them.
COPY --from=build /src/starter/target/lib /opt/penstock/lib
COPY --from=build /src/starter/target/penstock.jar /opt/penstock/penstock.jar
USER penstock
WORKDIR /data
ENV PENSTOCK_HOME=/data
VOLUME /data
# The shell becomes Java, so that SIGTERM reaches it and the worker drains. The id tells apart processes that all have pid 1.
ENTRYPOINT ["sh", "-c", "process=$(cat /proc/sys/kernel/random/uuid) && exec java -XX:MaxRAMPercentage=75 -XX:+ExitOnOutOfMemoryError \"-Dpenstock.process=$process\" \"-XX:OnOutOfMemoryError=umask 077 && mkdir -p /data/out-of-memory && touch /data/out-of-memory/$process\" --enable-native-access=ALL-UNNAMED -jar /opt/penstock/penstock.jar \"$@\"", "penstock"]
CMD ["worker"]
