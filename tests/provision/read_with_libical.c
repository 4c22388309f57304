/* Prints what libical sees in a calendar: per event its summary, the organizer's name
   and the starts in seconds since 1970, separated by tabs. */
#include <libical/ical.h>
#include <stdio.h>

static char text[1 << 20];

static void print_start(icalcomponent *event, icaltimetype start, icaltimetype at) {
    icaltime_set_timezone(&at, start.zone);
    if (!icalproperty_recurrence_is_excluded(event, &start, &at))
        printf("\t%ld", (long)icaltime_as_timet_with_zone(at, at.zone));
}

int main(void) {
    text[fread(text, 1, sizeof text - 1, stdin)] = '\0';
    icalcomponent *calendar = icalparser_parse_string(text);
    if (!calendar || icalcomponent_count_errors(calendar)) return 1;
    icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    for (; event; event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        icalproperty *organizer = icalcomponent_get_first_property(event, ICAL_ORGANIZER_PROPERTY);
        icalparameter *cn = organizer ? icalproperty_get_first_parameter(organizer, ICAL_CN_PARAMETER) : NULL;
        printf("%s\t%s", icalcomponent_get_summary(event), cn ? icalparameter_get_cn(cn) : "");
        icaltimetype start = icalcomponent_get_dtstart(event);
        icalproperty *rule = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
        if (rule) {
            icalrecur_iterator *each = icalrecur_iterator_new(icalproperty_get_rrule(rule), start);
            icaltimetype at = icalrecur_iterator_next(each);
            for (; !icaltime_is_null_time(at); at = icalrecur_iterator_next(each)) print_start(event, start, at);
            icalrecur_iterator_free(each);
        } else {
            print_start(event, start, start);
        }
        printf("\n");
    }
    return 0;
}
