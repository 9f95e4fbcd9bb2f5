#include "command/svg.h"

#include "base/utf8.h"

void xml_text(struct str s, struct buf *out)
{
    static const struct {
        char c;
        const char *escaped;
    } table[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&apos;"}};
    for (uint32_t i = 0, len; i < s.n; i += len) {
        uint32_t c = utf8_at(s, i, &len);
        const char *escaped = c < 0x20 || c == 0xFFFE || c == 0xFFFF ? "\xEF\xBF\xBD" : NULL;
        for (size_t k = 0; k < sizeof table / sizeof *table; k++)
            if (c == (unsigned char)table[k].c)
                escaped = table[k].escaped;
        if (escaped)
            buf_add_str(out, str_of(escaped));
        else
            buf_add(out, s.s + i, len);
    }
}

void svg_begin(struct buf *out, double width, double height, struct str title)
{
    buf_printf(out,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\" "
               "font-family=\"Helvetica, Arial, 'DejaVu Sans', sans-serif\">\n<title>",
               width, height, width, height);
    xml_text(title, out);
    buf_add_str(out, STR("</title>\n"));
    svg_rect(out, 0, 0, width, height, "fill=\"#ffffff\"");
}

void svg_end(struct buf *out)
{
    buf_add_str(out, STR("</svg>\n"));
}

void svg_line(struct buf *out, double x1, double y1, double x2, double y2, const char *style)
{
    buf_printf(out, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>\n", x1, y1, x2, y2, style);
}

void svg_rect(struct buf *out, double x, double y, double width, double height, const char *style)
{
    buf_printf(out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" %s/>\n", x, y, width, height, style);
}

void svg_circle(struct buf *out, double x, double y, double radius, const char *style, struct str tip)
{
    buf_printf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" %s>", x, y, radius, style);
    if (tip.n) {
        buf_add_str(out, STR("<title>"));
        xml_text(tip, out);
        buf_add_str(out, STR("</title>"));
    }
    buf_add_str(out, STR("</circle>\n"));
}

void svg_text(struct buf *out, double x, double y, double size, enum svg_anchor anchor, const char *colour,
              struct str text)
{
    static const char *const anchors[] = {"start", "middle", "end"};
    buf_printf(out, "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">", x, y, size,
               anchors[anchor], colour);
    xml_text(text, out);
    buf_add_str(out, STR("</text>\n"));
}
