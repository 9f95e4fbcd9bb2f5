# cmake -DIN=FILE -DOUT=FILE -DNAME=IDENTIFIER -P embed.cmake: the file's bytes as a C array, ended by a NUL
# (ISO C promises string literals of 4095 bytes only).
file(READ ${IN} bytes HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
string(REGEX REPLACE "(0x0a,)" "\\1\n    " bytes "${bytes}")
file(WRITE ${OUT} "static const char ${NAME}[] = {\n    ${bytes}0};\n")
