// Check a gradient that you wrote by hand: the C++17 side of `wellposed check`, one header that needs no other.
//
//     #include "wellposed.hpp"
//
//     int main() {
//         return wellposed::serve({{{"w", {2}}}, {-1.2, 1.0}, loss, gradient});
//     }
//
// and then `wellposed check -- ./my_program`. `loss` takes a std::vector<double> and returns a double, `gradient`
// returns a std::vector<double> with an entry for each parameter. What the program prints to std::cout meanwhile
// goes to standard error. An exception of `loss` says that there is no loss at this point.

#ifndef WELLPOSED_HPP
#define WELLPOSED_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <exception>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace wellposed {

using Vector = std::vector<double>;

// A named part of the parameters: rows and columns, the last index moves fastest.
struct Block {
    std::string name;
    std::vector<std::size_t> shape;
};

// What is checked.
struct Problem {
    std::vector<Block> blocks;
    Vector parameters;
    std::function<double(const Vector&)> loss;
    std::function<Vector(const Vector&)> gradient;
};

namespace detail {

// The 16 hexadecimal digits of the bits of a number.
inline std::string packed(double number) {
    std::uint64_t bits;
    std::memcpy(&bits, &number, sizeof bits);
    char digits[17];
    std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(bits));
    return digits;
}

inline std::string packed(const Vector& numbers) {
    std::string text;
    for (double number : numbers) text += packed(number);
    return text;
}

inline double unpacked(const std::string& digits) {
    const std::uint64_t bits = std::stoull(digits, nullptr, 16);
    double number;
    std::memcpy(&number, &bits, sizeof number);
    return number;
}

// A text between quotation marks, as JSON has it.
inline std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (char letter : text) {
        const auto code = static_cast<unsigned char>(letter);
        if (letter == '"' || letter == '\\') result += '\\';
        if (code < 32) {
            char escape[7];
            std::snprintf(escape, sizeof escape, "\\u%04x", code);
            result += escape;
        } else {
            result += letter;
        }
    }
    return result + '"';
}

// A number as JSON has it, or the word for one that it does not have.
inline std::string number(double value) {
    if (std::isnan(value)) return "\"NaN\"";
    if (std::isinf(value)) return value > 0 ? "\"inf\"" : "\"-inf\"";
    char text[32];
    std::snprintf(text, sizeof text, "%.17g", value);
    return text;
}

// The whole number after a key of a question.
inline std::size_t whole(const std::string& question, const std::string& key) {
    const auto place = question.find('"' + key + "\":");
    if (place == std::string::npos) throw std::runtime_error("the question has no " + key);
    return std::stoull(question.substr(place + key.size() + 3));
}

// The moved points of a question: parameters of which some that follow each other have other values.
inline std::vector<Vector> points(const std::string& question, const Vector& parameters) {
    std::vector<Vector> found;
    auto place = question.find("\"run");
    // Each is `[start,"digits"]`, and `],[` stands between two of them.
    while ((place = question.find_first_of("0123456789", place)) != std::string::npos) {
        const std::size_t start = std::stoull(question.substr(place, 20));
        const auto open = question.find('"', place), close = question.find('"', open + 1);
        if (close == std::string::npos) break;
        const std::size_t count = (close - open - 1) / 16;
        if (start > parameters.size() || count > parameters.size() - start)
            throw std::runtime_error("no such parameters");
        Vector point = parameters;
        for (std::size_t entry = 0; entry < count; ++entry)
            point[start + entry] = unpacked(question.substr(open + 1 + 16 * entry, 16));
        found.push_back(std::move(point));
        if (question.compare(close + 1, 3, "],[") != 0) break;
        place = close;
    }
    return found;
}

inline std::string hello(const Problem& problem) {
    std::string blocks;
    for (const Block& block : problem.blocks) {
        std::string shape;
        for (std::size_t length : block.shape) shape += (shape.empty() ? "" : ",") + std::to_string(length);
        if (!blocks.empty()) blocks += ',';
        blocks += "{\"name\":" + quoted(block.name) + ",\"shape\":[" + shape + "]}";
    }
    const std::string parameters = '"' + packed(problem.parameters) + '"';
    return ",\"protocol\":1,\"packed\":true,\"parameters\":" + parameters + ",\"blocks\":[" + blocks + "]";
}

inline std::string losses(const Problem& problem, const std::string& question) {
    std::string list;
    for (const Vector& point : points(question, problem.parameters)) {
        if (!list.empty()) list += ',';
        try {
            list += number(problem.loss(point));
        } catch (const std::exception& failure) {
            list += "{\"error\":" + quoted(failure.what()) + "}";
        }
    }
    return ",\"losses\":[" + list + "]";
}

inline std::string gradient(const Problem& problem, const std::string& question) {
    const Vector point = points(question, problem.parameters).at(0);
    // The gradient first: one that needs a call of the loss before it is found out.
    const Vector found = problem.gradient(point);
    return ",\"loss\":" + number(problem.loss(point)) + ",\"gradient\":\"" + packed(found) + "\"";
}

inline std::string answer(const Problem& problem, const std::string& question) {
    const auto asks = [&](const std::string& what) {
        return question.find("\"ask\":\"" + what + '"') != std::string::npos;
    };
    try {
        if (asks("hello")) return hello(problem);
        if (asks("losses")) return losses(problem, question);
        if (asks("gradient")) return gradient(problem, question);
        throw std::runtime_error("this program does not know the question");
    } catch (const std::exception& failure) {
        return ",\"error\":" + quoted(failure.what());
    }
}

}  // namespace detail

// Answers questions on standard input until there are no more; returns the status to exit with.
inline int serve(const Problem& problem) {
    std::ostream answers(std::cout.rdbuf());
    std::cout.rdbuf(std::cerr.rdbuf());
    // Whatever was printed before may not have ended its line.
    answers << '\n';
    for (std::string question; std::getline(std::cin, question);) {
        const std::size_t asked = detail::whole(question, "question");
        answers << "{\"answer\":" << asked << detail::answer(problem, question) << '}' << std::endl;
    }
    std::cout.rdbuf(answers.rdbuf());
    return 0;
}

}  // namespace wellposed

#endif
