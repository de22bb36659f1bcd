/* A peer that says what it is told to, for what no real terminal should send. */
#ifndef PEER_H
#define PEER_H

#include <pthread.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct peer {
    pthread_t thread;
    int listener;
    char address[32];     /* HOST:PORT */
    char request[16384];  /* what it was asked, without the length */
    unsigned char *bytes; /* what it answers */
    size_t length;
} peer;

/* Takes one connection, reads one message, answers these bytes, and closes. */
peer *peer_saying(const void *bytes, size_t length);

/* The same, answering an XML document with its length in front. "@ID@" becomes the RequestID of what came. */
peer *peer_answering(const char *xml);

/* Waits for its end. */
void peer_end(peer *peer);

/* A free port of 127.0.0.1, held by the socket that is given; listening or not. */
int hold_port(int listening, char address[32]);

/* Connects from an address of this machine to HOST:PORT; -1 if that fails. */
int connect_from(const char *source, const char *address);

/* Writes a document with its length in front; gives 1 if all of it went out. */
int send_frame(int socket, const char *xml);

/* Reads a document; 0 if there is none because the other side closed. */
int read_frame(int socket, char *xml, size_t size);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif
