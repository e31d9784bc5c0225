#pragma once

#include <string>

namespace paraph::form {

// The phrases of phrase.hpp as regular expressions (ECMA-262), for the schema. A test holds them
// against the functions that read the phrases; names inside may be any text.

inline const std::string count = "0*([1-9][0-9]{0,2}|1000)";
inline const std::string span =
    count + " +(clear working days?|working days?|hours?|days?|weeks?|months?)";
inline const std::string target =
    "(end as +[^ ].*|leave as +[^ ].*|(?!((end|leave as)( |,|$)| )).+)";
inline const std::string closing = "(when (all|" + count +
                                   ") have answered|as soon as it passes|at the due time|as soon "
                                   "as nothing can change the result)";
inline const std::string cases = "(" + span + " if [^ ].*, else )*";

inline std::string whole(const std::string& pattern) {
    return "^ *" + pattern + " *$";
}

inline std::string deadline() {
    return whole("(on +[^ ].*|" + cases + span +
                 "( +(before +(?!.*(opened|closed) *$)[^ ].*|after +(?!outer *$)[^ ].*))?)");
}
inline std::string minimum() {
    return whole(cases + span + "( *, *waived by +[^ ].*)?");
}
inline std::string length() {
    return whole(span);
}
inline std::string reminder() {
    return whole(span + " +before( +due)?");
}
inline std::string escalation() {
    return whole("(at due|" + span + " +after due) *, *to +[^ ].*");
}
inline std::string closes() {
    return whole("(by an act of +[^ ].*|(or +)?" + closing + "(( *, *(or +)?| +or +)" + closing +
                 ")*)");
}
inline std::string needs() {
    return whole("(all of|any of|" + count + " +of)");
}
inline std::string load() {
    return whole("at most +" + count);
}
inline std::string joins() {
    return whole("when (all are|any is|" + count + " +are) done");
}
inline std::string repeat() {
    return whole(count + " +times? *, *then +" + target);
}
inline std::string whither() {
    return whole(target);
}
inline std::string participant() {
    return whole("(?!(body)? *$)[^ ].*");
}

}  // namespace paraph::form
