// Rosenbrock's function and its gradient in C++; with the word `wrong`, the 2 of the inner derivative is forgotten.
//
//     wellposed-check --client cpp > wellposed.hpp
//     c++ -std=c++17 -I. rosenbrock.cpp -o rosenbrock
//     wellposed-check -- ./rosenbrock

#include "wellposed.hpp"

int main(int count, char**) {
    const double factor = count > 1 ? 1.0 : 2.0;
    const auto loss = [](const wellposed::Vector& w) {
        const double bend = w[1] - w[0] * w[0];
        return (1.0 - w[0]) * (1.0 - w[0]) + 100.0 * bend * bend;
    };
    const auto gradient = [factor](const wellposed::Vector& w) {
        const double bend = w[1] - w[0] * w[0];
        return wellposed::Vector{-2.0 * (1.0 - w[0]) - 200.0 * bend * factor * w[0], 200.0 * bend};
    };
    return wellposed::serve({{{"w", {2}}}, {-1.2, 1.0}, loss, gradient});
}
