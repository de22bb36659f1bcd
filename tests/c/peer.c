#include "peer.h"

#include "check.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { HEADER = 4 };

static struct sockaddr_in loopback(const char *host, int port)
{
    struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_port = htons((uint16_t)port);
    inet_pton(AF_INET, host, &address.sin_addr);
    return address;
}

int hold_port(int listening, char address[32])
{
    struct sockaddr_in place = loopback("127.0.0.1", 0);
    socklen_t size = sizeof place;
    int held = socket(AF_INET, SOCK_STREAM, 0);
    REQUIRE(held >= 0 && bind(held, (struct sockaddr *)&place, sizeof place) == 0);
    REQUIRE(!listening || listen(held, 8) == 0);
    REQUIRE(getsockname(held, (struct sockaddr *)&place, &size) == 0);
    snprintf(address, 32, "127.0.0.1:%d", ntohs(place.sin_port));
    return held;
}

int connect_from(const char *source, const char *address)
{
    char host[32];
    const char *colon = strrchr(address, ':');
    struct sockaddr_in from = loopback(source, 0), to;
    int connected = socket(AF_INET, SOCK_STREAM, 0);
    snprintf(host, sizeof host, "%.*s", (int)(colon - address), address);
    to = loopback(host, atoi(colon + 1));
    if (bind(connected, (struct sockaddr *)&from, sizeof from) == 0
        && connect(connected, (struct sockaddr *)&to, sizeof to) == 0)
        return connected;
    close(connected);
    return -1;
}

static int send_all(int socket, const unsigned char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t sent = send(socket, bytes, length, MSG_NOSIGNAL);
        if (sent <= 0)
            return 0;
        bytes += sent;
        length -= (size_t)sent;
    }
    return 1;
}

static int read_all(int socket, void *bytes, size_t length)
{
    char *place = bytes;
    while (length > 0) {
        ssize_t got = recv(socket, place, length, 0);
        if (got <= 0)
            return 0;
        place += got;
        length -= (size_t)got;
    }
    return 1;
}

/* A document with its length in front; free it. */
static unsigned char *frame(const char *xml, size_t *length)
{
    size_t size = strlen(xml);
    uint32_t header = htonl((uint32_t)size);
    unsigned char *bytes = malloc(HEADER + size);
    REQUIRE(bytes != NULL);
    memcpy(bytes, &header, HEADER);
    memcpy(bytes + HEADER, xml, size);
    *length = HEADER + size;
    return bytes;
}

int send_frame(int socket, const char *xml)
{
    size_t length;
    unsigned char *bytes = frame(xml, &length);
    int sent = send_all(socket, bytes, length);
    free(bytes);
    return sent;
}

int read_frame(int socket, char *xml, size_t size)
{
    uint32_t header;
    if (!read_all(socket, &header, HEADER))
        return 0;
    header = ntohl(header);
    if (header >= size || !read_all(socket, xml, header))
        return 0;
    xml[header] = '\0';
    return 1;
}

/* Puts the RequestID of the request where the answer says @ID@. */
static void fill_in(peer *peer)
{
    static const char before[] = " RequestID=\"";
    const char *id = strstr(peer->request, before);
    char *text = (char *)peer->bytes + HEADER, *mark = strstr(text, "@ID@"), filled[16384];
    size_t length;
    if (id == NULL || mark == NULL)
        return;
    id += sizeof before - 1;
    snprintf(filled, sizeof filled, "%.*s%.*s%s", (int)(mark - text), text, (int)strcspn(id, "\""), id, mark + 4);
    free(peer->bytes);
    peer->bytes = frame(filled, &length);
    peer->length = length;
}

static void *speak(void *argument)
{
    peer *peer = argument;
    char rest[256];
    int connection = accept(peer->listener, NULL, NULL);
    if (connection < 0)
        return NULL;
    if (read_frame(connection, peer->request, sizeof peer->request)) {
        fill_in(peer);
        send_all(connection, peer->bytes, peer->length);
    }
    /* Closed only after the other side has read everything: a reset would take it away. */
    shutdown(connection, SHUT_WR);
    while (recv(connection, rest, sizeof rest, 0) > 0)
        ;
    close(connection);
    return NULL;
}

peer *peer_saying(const void *bytes, size_t length)
{
    peer *peer = calloc(1, sizeof *peer);
    REQUIRE(peer != NULL);
    peer->bytes = calloc(1, length + HEADER + 1); /* ends with NUL, also behind a header that is not there */
    REQUIRE(peer->bytes != NULL);
    memcpy(peer->bytes, bytes, length);
    peer->length = length;
    peer->listener = hold_port(1, peer->address);
    REQUIRE(pthread_create(&peer->thread, NULL, speak, peer) == 0);
    return peer;
}

peer *peer_answering(const char *xml)
{
    size_t length;
    unsigned char *bytes = frame(xml, &length);
    peer *peer = peer_saying(bytes, length);
    free(bytes);
    return peer;
}

void peer_end(peer *peer)
{
    pthread_join(peer->thread, NULL);
    close(peer->listener);
    free(peer->bytes);
    free(peer);
}
