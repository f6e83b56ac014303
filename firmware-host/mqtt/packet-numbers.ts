import mqttPacket from 'mqtt-packet';

/*
 * The writer of packets, which aedes and mqtt share, makes a buffer for each of 65,536 numbers at its first packet:
 * 15 MB, and 70 ms of a processor at each start. Without them a packet takes half a microsecond more. It has to be told
 * before that packet.
 */
mqttPacket.writeToStream.cacheNumbers = false;
